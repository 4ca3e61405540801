import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBooks } from '../invoicing/books.ts'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-03-03T09:00:00+02:00')
  await openBooks(server.db)
  const customer = {
    id: 'c1',
    name: 'Esimerkki Oy',
    terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
  }
  await server.send('POST', '/v1/customers', { body: customer })
})

afterAll(async () => {
  await server.stop()
})

function charge(text: string, idempotencyKey: string, key?: string): Promise<Answer> {
  const body = { usageMonth: '2026-01', text, net: '25.00', reason: 'ticket' }
  return server.send('POST', '/v1/customers/c1/manual-charges', {
    body,
    headers: { 'Idempotency-Key': idempotencyKey },
    ...(key === undefined ? {} : { key }),
  })
}

async function chargesNamed(text: string): Promise<number> {
  const [row] = await server.owner.sql<{ count: number }[]>`
    select count(*)::int as count from manual_charges where text = ${text}`
  return row?.count ?? 0
}

async function auditedWith(text: string): Promise<readonly unknown[]> {
  return server.owner.sql`
    select key_id, action, customer_id, before, after ->> 'text' as text, recorded_by from audit_log
    where after ->> 'text' = ${text}`
}

test('a repeat with the same key gets the first answer, and writes nothing again', async () => {
  const first = await charge('once', 'key-1')
  expect(first.status).toBe(201)
  const repeated = await charge('once', 'key-1')
  expect(repeated.status).toBe(201)
  expect(repeated.json).toEqual(first.json)
  expect(repeated.headers.get('idempotent-replayed')).toBe('true')
  expect(await chargesNamed('once')).toBe(1)
  expect(await auditedWith('once')).toHaveLength(1)
})

test('another request under a used key is refused, whatever differs', async () => {
  await charge('used', 'key-2')
  const otherBody = await charge('other', 'key-2')
  expect(otherBody.json).toMatchObject({ status: 409, code: 'idempotency-conflict' })
  const otherPath = await server.send('POST', '/v1/customers/c1/api', {
    body: { open: true },
    headers: { 'Idempotency-Key': 'key-2' },
  })
  expect(otherPath.json).toMatchObject({ status: 409, code: 'idempotency-conflict' })
  expect(await chargesNamed('other')).toBe(0)
})

test('callers do not meet under one idempotency key', async () => {
  const other = await server.keyFor(['operate'])
  const answers = [await charge('twice', 'key-3'), await charge('twice', 'key-3', other)]
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  expect(await chargesNamed('twice')).toBe(2)
})

test('many at once with one key do the work once, and all get its answer', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => charge('raced', 'key-4')))
  const [first] = answers
  for (const answer of answers) {
    expect(answer.status).toBe(201)
    expect(answer.json).toEqual(first?.json)
  }
  expect(answers.filter(({ headers }) => headers.has('idempotent-replayed'))).toHaveLength(11)
  expect(await chargesNamed('raced')).toBe(1)
  expect(await auditedWith('raced')).toHaveLength(1)
})

test('a refusal is not kept: once what it was refused for is mended, the same request is done', async () => {
  const release = () =>
    server.send('POST', '/v1/customers/c1/holds', {
      body: { from: '2026-02', held: false, reason: 'settled' },
      headers: { 'Idempotency-Key': 'key-5' },
    })
  expect((await release()).json).toMatchObject({ code: 'not-held' })
  await server.send('POST', '/v1/customers/c1/holds', {
    body: { from: '2026-02', held: true, reason: 'disputes the calls' },
  })
  expect((await release()).status).toBe(201)
})

test('a key that is no visible text is refused', async () => {
  const refused = await charge('unnamed', 'a key')
  expect(refused.json).toMatchObject({ status: 400, code: 'invalid-input' })
  expect(await chargesNamed('unnamed')).toBe(0)
})

test('the audit log says who wrote what about whom, with what was there before', async () => {
  await charge('audited', 'key-6')
  expect(await auditedWith('audited')).toMatchObject([
    {
      action: 'POST /v1/customers/{id}/manual-charges',
      customer_id: 'c1',
      before: null,
      recorded_by: 'API key test operate',
      key_id: expect.stringMatching(/^[0-9a-f]{20}$/),
    },
  ])
  await server.send('POST', '/v1/customers/c1/revenue', { body: { from: '2026-01', eur: '350000' } })
  await server.send('POST', '/v1/customers/c1/revenue', { body: { from: '2026-02', eur: '600000' } })
  const [row] = await server.owner.sql`
    select before ->> 'eur' as before, after ->> 'eur' as after from audit_log
    where action like '%/revenue' order by audit_id desc limit 1`
  expect(row).toEqual({ before: '350000', after: '600000' })
})
