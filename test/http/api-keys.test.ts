import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey, type NewApiKey } from '../../src/api-keys/create-api-key.ts'
import { revokeApiKey } from '../../src/api-keys/revoke-api-key.ts'
import { atomically } from '../../src/database/atomically.ts'
import { clerk } from '../invoicing/books.ts'
import { instant } from '../rules/examples.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
const now = '2026-01-15T12:00:00+02:00'

beforeAll(async () => {
  server = await runningServer(now)
})

afterAll(async () => {
  await server.stop()
})

function newKey(wanted: Partial<NewApiKey>) {
  const plain: NewApiKey = { name: 'another', scopes: ['read'], customers: null, expiresAt: null }
  return atomically(server.db, (tx) => createApiKey(tx, { ...plain, ...wanted }, clerk(now)))
}

async function answerTo(key: string): Promise<unknown> {
  const { status, json } = await server.send('GET', '/v1/months', { key })
  return status === 200 ? 200 : json
}

test('a key works until the instant it expires at, and no longer', async () => {
  const { shown } = await newKey({ expiresAt: instant('2026-01-15T13:00:00+02:00') })
  server.setTime('2026-01-15T12:59:59.999+02:00')
  expect(await answerTo(shown)).toBe(200)
  server.setTime('2026-01-15T13:00:00+02:00')
  expect(await answerTo(shown)).toMatchObject({ status: 401, detail: 'The API key is expired' })
  server.setTime(now)
})

test('a revoked key is refused from the next request on, and stays revoked', async () => {
  const { shown, keyId } = await newKey({})
  expect(await answerTo(shown)).toBe(200)
  const revoke = () => atomically(server.db, (tx) => revokeApiKey(tx, keyId, clerk(now)))
  expect(await revoke()).toBe('revoked')
  expect(await answerTo(shown)).toMatchObject({ status: 401, detail: 'The API key is revoked' })
  expect(await revoke()).toBe('already-revoked')
  expect(await answerTo(shown)).toMatchObject({ status: 401 })
})

test('a wrong secret, also of a revoked key, is answered as a key that never was', async () => {
  const known = await newKey({})
  const revoked = await newKey({})
  await atomically(server.db, (tx) => revokeApiKey(tx, revoked.keyId, clerk(now)))
  const wrong = 'A'.repeat(43)
  const guesses = [known.keyId, revoked.keyId, '0'.repeat(20)].map((id) => `lk_${id}_${wrong}`)
  for (const guess of [...guesses, 'lk_', known.keyId, `${known.shown}A`, known.shown.slice(0, -1)])
    expect(await answerTo(guess)).toEqual({
      type: 'about:blank',
      title: 'Not authenticated',
      status: 401,
      code: 'unauthenticated',
      detail: 'The API key is not known',
    })
})

test("a key's secret is nowhere in the database", async () => {
  const { shown } = await newKey({})
  await server.send('POST', '/v1/customers', { body: { id: 'c1', name: 'Esimerkki Oy' } })
  const [dump] = await server.owner.sql<{ text: string }[]>`
    select database_to_xml(true, false, '')::text as text`
  expect(dump?.text).toContain(shown.split('_')[1])
  expect(dump?.text).not.toContain(shown.slice(shown.lastIndexOf('_', 25) + 1))
})

function askOften(key: string) {
  return Promise.all(Array.from({ length: 30 }, () => server.send('GET', '/v1/months', { key })))
}

test('a key asks as often in a second as it was made for; others are not held up by it', async () => {
  const { shown: slow } = await newKey({ requestsPerSecond: 1 })
  const { shown: quick } = await newKey({ requestsPerSecond: 1_000_000 })
  const answers = await askOften(slow)
  const refused = answers.filter(({ status }) => status !== 200)
  expect(refused.length).toBeGreaterThan(0)
  expect(answers.length - refused.length).toBeGreaterThan(0)
  for (const { json, headers } of refused) {
    expect(json).toMatchObject({ status: 429, code: 'too-many-requests', requestsPerSecond: 1 })
    expect(headers.get('retry-after')).toBe('1')
  }
  expect((await askOften(quick)).filter(({ status }) => status !== 200)).toEqual([])
})

interface Operation {
  readonly method: string
  readonly path: string
}

async function documented(): Promise<readonly Operation[]> {
  const { paths }: { paths: Record<string, object> } = JSON.parse(
    (await server.send('GET', '/openapi.json')).text,
  )
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  )
}

/** What anybody may ask. */
const open = new Set(['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs'])

test('every documented route needs a key, and a key of its scope', async () => {
  const sender = await server.keyFor(['ingest'])
  const reader = await server.keyFor(['read'])
  const statusOf = async ({ method, path }: Operation, key: string) =>
    (await server.send(method, path.replaceAll(/\{\w+\}/g, '1'), { key })).status
  const guarded = (await documented()).filter(({ path }) => !open.has(path))
  expect(guarded.length).toBeGreaterThan(30)
  for (const operation of guarded) {
    const told = JSON.stringify(operation)
    expect([told, await statusOf(operation, '')]).toEqual([told, 401])
    const forbidden = {
      sender: (await statusOf(operation, sender)) === 403,
      reader: (await statusOf(operation, reader)) === 403,
    }
    const mayRead = operation.method === 'GET' || isCheck(operation)
    expect([told, forbidden]).toEqual([
      told,
      {
        sender: operation.path !== '/v1/events' && !isAnswers(operation) && !isCheck(operation),
        reader: !mayRead,
      },
    ])
  }
})

/** A sender reconciles with its own log. */
function isAnswers({ path }: Operation): boolean {
  return path === '/v1/events/answers'
}

/** A gateway sends events and asks before it lets calls through; nothing is written. */
function isCheck({ path }: Operation): boolean {
  return path === '/v1/access/check'
}
