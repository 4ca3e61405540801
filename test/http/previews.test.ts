import { afterEach, beforeEach, expect, test } from 'vitest'
import { addCustomer, openBooks } from '../invoicing/books.ts'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeEach(async () => {
  server = await runningServer('2026-02-02T08:00:00+02:00')
  await openBooks(server.db)
  await addCustomer(server.db, { id: 'c1' })
})

afterEach(async () => {
  await server.stop()
})

function preview(month: string): Promise<Answer> {
  return server.send('POST', '/v1/invoice-runs', { body: { month, preview: true } })
}

/** Follows what was asked for to its end. */
async function ended({ headers }: Answer): Promise<unknown> {
  const location = headers.get('location') ?? ''
  await server.send('GET', location, { headers: { Accept: 'text/event-stream' } })
  return (await server.send('GET', location)).json
}

test('previews asked for at once are made one after the other, each for itself, and write nothing', async () => {
  const asked = await Promise.all(['2026-01', '2026-02', '2026-01'].map(preview))
  expect(new Set(asked.map(({ headers }) => headers.get('location'))).size).toBe(3)
  for (const each of asked)
    expect(await ended(each)).toMatchObject({ state: 'complete', preview: true, totals: { invoices: 0 } })
  expect((await server.send('GET', '/v1/invoice-runs/2026-01')).json).toMatchObject({ code: 'unknown-run' })
})

test('a month that cannot be previewed is refused at once; a preview that never was is unknown', async () => {
  expect((await preview('2025-12')).json).toMatchObject({ status: 409, code: 'month-out-of-order' })
  expect((await preview('2031-01')).json).toMatchObject({ status: 409, code: 'month-out-of-order' })
  const unknown = await server.send('GET', '/v1/invoice-runs/preview-0123456789abcdef')
  expect(unknown.json).toMatchObject({ status: 404, code: 'unknown-run' })
  expect((await server.send('GET', '/v1/invoice-runs/preview-1')).json).toMatchObject({ status: 400 })
})

test('when too many previews wait, another is refused, and welcome again once one is made', async () => {
  const held = await server.owner.sql.reserve()
  await held`begin`
  await held`lock table customers in access exclusive mode`
  const asked = await Promise.all(Array.from({ length: 8 }, () => preview('2026-01')))
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 202))
  const refused = await preview('2026-01')
  expect(refused.json).toMatchObject({ status: 503, code: 'overloaded' })
  expect(refused.headers.get('retry-after')).toBe('5')
  await held`rollback`
  held.release()
  for (const each of asked) expect(await ended(each)).toMatchObject({ state: 'complete' })
  expect(await ended(await preview('2026-01'))).toMatchObject({ state: 'complete' })
})

test('a preview that fails behind its answer says why, and the next one is made', async () => {
  await server.owner.sql`alter table customers rename to customers_away`
  const failed = await ended(await preview('2026-01'))
  await server.owner.sql`alter table customers_away rename to customers`
  expect(failed).toMatchObject({
    state: 'failed',
    totals: null,
    problem: { status: 503, code: 'schema-missing' },
  })
  expect(await ended(await preview('2026-01'))).toMatchObject({ state: 'complete' })
})
