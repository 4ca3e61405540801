import parsePrometheus from 'parse-prometheus-text-format'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { atomically } from '../../src/database/atomically.ts'
import { newMetrics } from '../../src/http/metrics.ts'
import { beginRun } from '../../src/invoicing/begin-run.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { attributionAt, givenBooks, instantAt } from '../fixtures/books.ts'
import { call } from '../invoicing/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  await givenBooks(server.db, { customers: [{ id: 'c1' }, { id: 'c2' }] })
})
afterAll(() => server.stop())

type Family = ReturnType<typeof parsePrometheus>[number]

async function families(): Promise<ReadonlyMap<string, Family>> {
  const answer = await server.send('GET', '/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/)
  return new Map(parsePrometheus(answer.text).map((family) => [family.name, family]))
}

/** A family's values by one of its labels; by nothing for a family without. */
function valuesOf(family: Family | undefined, label = ''): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    (family?.metrics ?? []).map(({ labels, value }) => [labels?.[label] ?? '', value]),
  )
}

test('Prometheus reads how many events got which answer', async () => {
  const event = { id: 'e1', customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok' }
  await server.send('POST', '/v1/events', { body: [event, event, { ...event, quantity: 2 }, {}, 7] })
  expect(valuesOf((await families()).get('laskuri_events_total'), 'answer')).toEqual({
    recorded: '1',
    'already-recorded': '1',
    conflict: '1',
    refused: '2',
  })
})

test('what was asked is counted and timed by route, method and status', async () => {
  await server.send('GET', '/v1/customers/c1')
  await server.send('GET', '/v1/customers/nobody')
  const read = await families()
  const asked = read
    .get('laskuri_http_requests_total')
    ?.metrics.filter(({ labels }) => labels?.['route'] === '/v1/customers/:id')
  expect(asked?.map(({ labels, value }) => [labels?.['method'], labels?.['status'], value])).toEqual([
    ['GET', '200', '1'],
    ['GET', '404', '1'],
  ])
  expect(read.get('laskuri_http_request_seconds')?.type).toBe('HISTOGRAM')
})

test('lag, the progress of a run and the pool are read from the books as they stand', async () => {
  server.setTime('2026-02-03T08:00:00+02:00')
  const month = billingMonth('2026-01')
  const attribution = attributionAt(instantAt('2026-02-03T08:00:00+02:00'))
  await closeMonth(server.db, month, attribution)
  await atomically(server.db, (tx) => beginRun(tx, month, { allowSample: true }, attribution))
  await server.owner.sql`update invoice_runs set issued_up_to = 'c1'`
  await call(server.db, {
    id: 'late',
    customer: 'c1',
    at: '2026-02-02T08:00:00+02:00',
    recordedAt: '2026-02-03T08:00:00+02:00',
  })
  server.setTime('2026-02-03T08:00:30+02:00')
  const read = await families()
  expect(valuesOf(read.get('laskuri_database_up'))).toEqual({ '': '1' })
  expect(valuesOf(read.get('laskuri_roll_up_lag_batches'))).toEqual({ '': '1' })
  expect(valuesOf(read.get('laskuri_roll_up_lag_seconds'))).toEqual({ '': '30' })
  expect(valuesOf(read.get('laskuri_run_customers_done'), 'month')).toEqual({ '2026-01': '1' })
  expect(valuesOf(read.get('laskuri_run_customers'), 'month')).toEqual({ '2026-01': '2' })
  expect(Number(valuesOf(read.get('laskuri_database_connections'))[''])).toBeGreaterThan(0)
  expect(Number(valuesOf(read.get('laskuri_database_answer_seconds'))[''])).toBeGreaterThan(0)
  expect(Number(valuesOf(read.get('laskuri_database_pool_connections_max'))[''])).toBeGreaterThan(1)
})

test('a run that was complete already is not counted as another', async () => {
  await server.send('POST', '/v1/invoice-runs', { body: { month: '2026-01' } })
  const followed = { headers: { Accept: 'text/event-stream' } }
  await server.send('GET', '/v1/invoice-runs/2026-01', followed)
  await server.send('POST', '/v1/invoice-runs', { body: { month: '2026-01' } })
  await server.send('GET', '/v1/invoice-runs/2026-01', followed)
  expect(valuesOf((await families()).get('laskuri_invoice_runs_total'), 'outcome')).toEqual({ complete: '1' })
})

test('every metric has a help text and a type, ours begin with laskuri_', async () => {
  for (const { name, help, type } of (await families()).values()) {
    expect(name).toMatch(/^(?:laskuri|process|nodejs)_[a-z0-9_]+$/)
    expect([name, help === '', type === 'UNTYPED']).toEqual([name, false, false])
  }
})

test('where the database does not answer, the metrics still do', async () => {
  const metrics = newMetrics()
  const closed = server.db.apart()
  await metrics.books.read(closed, instantAt('2026-02-03T08:00:00+02:00'))
  await closed.close()
  await metrics.books.read(closed, instantAt('2026-02-03T08:00:00+02:00'))
  const text = await metrics.registry.metrics()
  expect(text).toContain('\nlaskuri_database_up 0\n')
  expect(text).not.toMatch(/^laskuri_roll_up_lag_batches /m)
})
