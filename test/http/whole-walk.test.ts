import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBooks } from '../invoicing/books.ts'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-01-02T09:00:00+02:00')
  await openBooks(server.db)
})

afterAll(async () => {
  await server.stop()
})

async function done(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await server.send(method, path, body === undefined ? {} : { body })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`)
  return answer
}

/** Every event of a stream that ends by itself: its name, and its data as JSON. */
function streamed(text: string): readonly (readonly [string, unknown])[] {
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [name, data] = event.split('\n')
      return [name?.replace('event: ', '') ?? '', JSON.parse(data?.replace('data: ', '') ?? '')]
    })
}

async function closeAndRun(month: string): Promise<void> {
  await done('POST', `/v1/months/${month}/close`, {})
  const started = await done('POST', '/v1/invoice-runs', { month, allowSample: true })
  expect(started.status).toBe(202)
  expect(started.headers.get('location')).toBe(`/v1/invoice-runs/${month}`)
  const followed = await server.send('GET', `/v1/invoice-runs/${month}`, {
    headers: { Accept: 'text/event-stream' },
  })
  expect(followed.headers.get('content-type')).toBe('text/event-stream')
  expect(streamed(followed.text).at(-1)).toMatchObject([
    'complete',
    { month, state: 'complete', customersDone: 1 },
  ])
}

/** The totals of a preview, followed to its end. */
async function previewed(month: string): Promise<unknown> {
  const asked = await done('POST', '/v1/invoice-runs', { month, preview: true })
  const location = asked.headers.get('location') ?? ''
  expect(asked).toMatchObject({ status: 202, json: { month, issueDate: null } })
  const followed = await server.send('GET', location, { headers: { Accept: 'text/event-stream' } })
  const [name, last] = streamed(followed.text).at(-1) ?? []
  expect([name, last]).toMatchObject(['complete', { month, preview: true, customersDone: 1, customers: 1 }])
  expect((await done('GET', location)).json).toEqual(last)
  return totalsOf(last)
}

function totalsOf(progress: unknown): unknown {
  return typeof progress === 'object' && progress !== null && 'totals' in progress
    ? progress.totals
    : undefined
}

test('customer, opening, events, closing, run, document, explanation, payment: the worked example to the cent', async () => {
  await done('POST', '/v1/customers', {
    id: 'c1',
    name: 'Esimerkki Oy',
    businessId: '1967543-8',
    terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
    revenue: [{ from: '2026-01', eur: 350_000 }],
  })
  server.setTime('2026-02-02T08:00:00+02:00')
  await closeAndRun('2026-01')
  server.setTime('2026-03-02T08:00:00+02:00')
  await closeAndRun('2026-02')
  server.setTime('2026-03-03T09:00:00+02:00')
  await done('POST', '/v1/customers/c1/api', { open: true })
  server.setTime('2026-03-10T10:00:00+02:00')
  const call = { customer: 'c1', resource: 'PurchaseInvoice.nv', method: 'POST', outcome: 'ok' }
  await done('POST', '/v1/events', [
    { ...call, id: 'e1', outcome: 'failed', at: '2026-03-05T10:00:00+02:00' },
    { ...call, id: 'e2', quantity: 120 },
    { ...call, id: 'twice', quantity: 7 },
  ])
  const retraction = { customer: 'c1', events: [{ id: 'twice' }], reason: 'sent twice' }
  const asked = await done('POST', '/v1/events/retractions', { ...retraction, preview: true })
  expect(asked.json).toMatchObject({
    takenBack: 0,
    events: [{ id: 'twice', retraction: null }],
    nextInvoices: [{ before: { document: { net: '70.75' } }, after: { document: { net: '69.00' } } }],
  })
  expect((await done('POST', '/v1/events/retractions', retraction)).json).toMatchObject({ takenBack: 1 })
  expect((await server.send('POST', '/v1/events/retractions', { body: retraction })).json).toMatchObject({
    status: 409,
    code: 'already-retracted',
  })
  expect(await previewed('2026-03')).toMatchObject({
    invoices: 1,
    net: '69.00',
    vat: '17.60',
    gross: '86.60',
  })
  server.setTime('2026-04-03T08:00:00+03:00')
  await closeAndRun('2026-03')

  expect((await done('GET', '/v1/invoices?month=2026-03')).json).toMatchObject({
    items: [{ number: '2026-0000001', customer: 'c1', net: '69.00', vat: '17.60', gross: '86.60' }],
    next: null,
  })
  expect((await done('GET', '/v1/invoices/2026-0000001')).json).toMatchObject({
    lines: [
      { charge: 'monthly-fee', quantity: '1', net: '39.00' },
      { charge: 'transaction-fee:purchaseinvoice.nv', quantity: '120', net: '30.00' },
    ],
  })
  expect((await done('GET', '/v1/invoices/2026-0000001/explain?line=2')).json).toMatchObject({
    lines: [{ lineNumber: 2, rules: expect.any(Array), steps: expect.any(Array) }],
  })
  const events = await done('GET', '/v1/invoices/2026-0000001/lines/2/events')
  expect(events.headers.get('content-type')).toBe('application/x-ndjson')
  const ids = events.text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(ids).toMatchObject([
    { id: 'e2', takenBackIn: null },
    { id: 'twice', takenBackIn: '2026-03' },
  ])
  const payment = { reference: '202 61000 00018', amount: '86.60', date: '2026-04-02', bankId: 'bank-1' }
  expect((await done('POST', '/v1/payments', payment)).json).toMatchObject({
    answer: 'recorded',
    document: '2026-0000001',
    receivables: '0.00',
  })
  const repeated = await done('POST', '/v1/payments', payment)
  expect([repeated.status, repeated.json]).toEqual([200, { answer: 'already-recorded' }])
  const conflict = await server.send('POST', '/v1/payments', { body: { ...payment, amount: '1.00' } })
  expect(conflict.json).toMatchObject({ status: 409, code: 'payment-conflict' })
  expect((await done('GET', '/v1/payments')).json).toMatchObject({
    items: [{ bankId: 'bank-1' }],
    next: null,
  })
  expect((await done('GET', '/v1/reports/balance?customer=c1')).json).toMatchObject({
    agreement: { difference: '0.00', customers: [] },
  })
  const unbilled = await done('GET', '/v1/reports/unbilled')
  expect(unbilled.json).toMatchObject({
    items: [
      { kind: 'failed', events: 1 },
      { kind: 'taken-back', events: 1, quantity: '7' },
    ],
  })
  expect((await done('GET', '/v1/months?after=2026-02')).json).toMatchObject({
    items: [
      { month: '2026-03', state: 'issued', gross: '86.60', closedBy: 'API key test operate' },
      { month: '2026-04', state: 'open', closedAt: null },
    ],
  })
})

test('a month with something held closes only for whoever accepts it; its hold is reported', async () => {
  await done('POST', '/v1/customers/c1/holds', { from: '2026-04', held: true, reason: 'disputes the calls' })
  server.setTime('2026-05-04T08:00:00+03:00')
  const refused = await server.send('POST', '/v1/months/2026-04/close', { body: {} })
  expect(refused.json).toMatchObject({
    status: 409,
    code: 'holds-not-accepted',
    held: 1,
    holds: [{ customer: 'c1', usageMonth: '2026-04', reason: 'held-by-clerk' }],
  })
  const started = { month: '2026-04', allowSample: true }
  expect((await server.send('POST', '/v1/invoice-runs', { body: started })).json).toMatchObject({
    code: 'run-out-of-order',
  })
  expect((await server.send('GET', '/v1/invoice-runs/2026-04')).json).toMatchObject({
    status: 404,
    code: 'unknown-run',
  })
  const closed = await done('POST', '/v1/months/2026-04/close', { withHolds: true })
  expect(closed.json).toEqual({ month: '2026-04', answer: 'closed' })
  const repeated = await done('POST', '/v1/months/2026-04/close', {})
  expect(repeated.json).toEqual({ month: '2026-04', answer: 'already-closed' })
  expect((await server.send('POST', '/v1/invoice-runs', { body: { month: '2026-04' } })).json).toMatchObject({
    code: 'sample-price-list',
  })
  await done('POST', '/v1/invoice-runs', started)
  await server.send('GET', '/v1/invoice-runs/2026-04', { headers: { Accept: 'text/event-stream' } })
  expect((await done('GET', '/v1/reports/holds')).json).toMatchObject({
    items: [{ customer: 'c1', usageMonth: '2026-04', reason: 'held-by-clerk' }],
    next: null,
  })
})

test('a restricted key sees no document, payment or hold of others, and nothing that is about all', async () => {
  await done('POST', '/v1/customers', { id: 'c2', name: 'Toinen Oy' })
  const key = await server.keyFor(['operate'], ['c2'])
  const asked = async (path: string) => (await server.send('GET', path, { key })).json
  expect(await asked('/v1/invoices')).toEqual({ items: [], next: null })
  expect(await asked('/v1/payments')).toEqual({ items: [], next: null })
  expect(await asked('/v1/reports/holds')).toEqual({ items: [], next: null })
  for (const path of ['', '/explain', '/lines/1/events'])
    expect(await asked(`/v1/invoices/2026-0000001${path}`)).toMatchObject({
      status: 404,
      code: 'unknown-document',
    })
  for (const path of [
    '/months',
    '/reports/balance',
    '/reports/balance?customer=c1',
    '/reports/unbilled?customer=c1',
    '/payments?customer=c1',
    '/invoice-runs/2026-03',
  ])
    expect(await asked(`/v1${path}`)).toMatchObject({ status: 403, code: 'forbidden' })
  const bodies = {
    '/v1/months/2026-05/close': {},
    '/v1/invoice-runs': { month: '2026-04' },
    '/v1/payments': { reference: '202 61000 00018', amount: '1.00' },
    '/v1/events/retractions': { customer: 'c1', events: [{ id: 'e2' }], reason: 'not mine' },
  }
  for (const [path, body] of Object.entries(bodies))
    expect((await server.send('POST', path, { key, body })).json).toMatchObject({ code: 'forbidden' })
})
