import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aprilIssued, marchIssued, mayClosed, mayIssued } from '../reporting/story.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
beforeAll(async () => {
  server = await runningServer('2026-06-16T00:00:00+03:00') // half of June
  await marchIssued(server.db)
  await aprilIssued(server.db)
  await mayClosed(server.db)
  await mayIssued(server.db)
})
afterAll(() => server.stop())

function report(query: string, sending: Parameters<RunningTestServer['send']>[2] = {}) {
  return server.send('GET', `/v1/reports/${query}`, sending)
}

describe('usage', () => {
  test('as JSON, by what is asked for', async () => {
    expect((await report('usage?from=2026-03&to=2026-04&groupBy=customer&outcome=ok')).json).toEqual({
      items: [
        { period: '2026-03', customer: 'c1', events: 4, quantity: '17' },
        { period: '2026-03', customer: 'c2', events: 2, quantity: '6' },
        { period: '2026-03', customer: 'c3', events: 1, quantity: '1' },
        { period: '2026-03', customer: 'c4', events: 1, quantity: '1' },
        { period: '2026-04', customer: 'c2', events: 1, quantity: '1' },
      ],
      next: null,
    })
  })

  test('as CSV, with the rest as one row', async () => {
    const { headers, text } = await report('usage?from=2026-03-10&to=2026-03-10&groupBy=customer&top=1', {
      headers: { Accept: 'text/csv' },
    })
    expect(headers.get('content-type')).toMatch(/^text\/csv/)
    expect(text).toBe(
      'period,customer,other,events,quantity\r\n2026-03,c1,false,4,16\r\n2026-03,,true,3,7\r\n',
    )
  })

  test('a restricted key sees its customers alone, and is refused others', async () => {
    const key = await server.keyFor(['read'], ['c2'])
    const { json } = await report('usage?from=2026-03&to=2026-03', { key })
    expect(json).toEqual({ items: [{ period: '2026-03', events: 2, quantity: '6' }], next: null })
    const refused = await report('usage?from=2026-03&to=2026-03&customer=c1', { key })
    expect(refused).toMatchObject({ status: 403, json: { code: 'forbidden' } })
  })

  test('has no row of no group where nothing of the period was used, with top or without', async () => {
    for (const query of ['groupBy=customer', 'groupBy=customer&top=2'])
      expect((await report(`usage?from=2026-03&to=2026-04&source=nobody&${query}`)).json).toEqual({
        items: [],
        next: null,
      })
  })

  test.each([
    ['from=2026-03', /to: /],
    ['from=2026-3&to=2026-04', /from: "2026-3" is no month or day; write 2026-03 or 2026-03-29/],
    ['from=2026-02-30&to=2026-03', /from: "2026-02-30" is no month or day/],
    ['from=2026-04&to=2026-03', /to: is before from/],
    ['from=2026-03-02&to=2026-03-01', /to: is before from/],
    ['from=2026-03&to=2026-03&groupBy=colour', /groupBy: allowed are resource/],
    ['from=2026-03&to=2026-03&colour=red', /unknown key "colour"/],
    ['from=2026-03&to=2026-03&top=0', /top: /],
  ])('refuses %s by its parameter', async (query, detail) => {
    expect(await report(`usage?${query}`)).toMatchObject({
      status: 400,
      json: { code: 'invalid-input', detail: expect.stringMatching(detail) },
    })
  })
})

test('revenue is that of the issued lines, by what is asked for', async () => {
  expect((await report('revenue?from=2026-04&to=2026-05&groupBy=month,class')).json).toEqual({
    items: [
      revenueRow({ month: '2026-04', class: '200000-500000', quantity: '1', net: '39.00' }),
      revenueRow({ month: '2026-04', class: null, quantity: '2', net: '0.50' }),
      revenueRow({
        month: '2026-05',
        class: '200000-500000',
        documents: 2,
        lines: 4,
        quantity: '4',
        net: '156.00',
      }),
      revenueRow({ month: '2026-05', class: null, documents: 2, lines: 4, quantity: '9', net: '2.25' }),
    ],
    total: { documents: 3, creditNotes: 0, lines: 10, net: '197.75', vat: '50.43', gross: '248.18' },
    next: null,
  })
})

function revenueRow(fields: Readonly<Record<string, unknown>>) {
  return { documents: 1, creditNotes: 0, lines: 1, ...fields }
}

test('revenue by month alone has VAT and gross, as JSON and as CSV', async () => {
  const query = 'revenue?from=2026-01&to=2026-04&groupBy=month'
  expect((await report(query)).json).toMatchObject({
    items: [
      { month: '2026-03', net: '41.50', vat: '10.58', gross: '52.08' },
      { month: '2026-04', net: '39.50', vat: '10.07', gross: '49.57' },
    ],
  })
  expect((await report(query, { headers: { Accept: 'text/csv' } })).text).toBe(
    [
      'month,documents,creditNotes,lines,quantity,net,vat,gross',
      '2026-03,1,0,2,11,41.50,10.58,52.08',
      '2026-04,1,0,2,3,39.50,10.07,49.57',
      '',
    ].join('\r\n'),
  )
})

test('the forecast says how it is made, and doubles what half a month brought', async () => {
  expect((await report('forecast')).json).toMatchObject({
    month: '2026-06',
    asOf: '2026-06-15T21:00:00Z',
    elapsed: '0.5',
    method: expect.stringMatching(/^Straight line, customer by customer: .* 2026-06 \(Helsinki\)/),
    resources: [{ resource: 'purchaseinvoice.nv', events: 1, quantity: '1', forecastQuantity: '2' }],
    soFar: { invoices: 2, net: '78.25', heldMonths: 0 },
    forecast: { invoices: 2, net: '78.50', vat: '20.02', gross: '98.52' },
  })
  server.setTime('2026-06-02T00:00:00+03:00')
  expect((await report('forecast')).json).toMatchObject({
    resources: [{ forecastQuantity: null }],
    soFar: { net: '78.25' },
    forecast: null,
  })
  server.setTime('2026-06-16T00:00:00+03:00')
})

test('the forecast of one customer, as CSV', async () => {
  const { text } = await report('forecast?customer=c2', { headers: { Accept: 'text/csv' } })
  expect(text).toBe(
    [
      'measure,of,soFar,forecast',
      'net,monthly-fee,39.00,39.00',
      'documents,,1,1',
      'net,,39.00,39.00',
      'vat,,9.95,9.95',
      'gross,,48.95,48.95',
      '',
    ].join('\r\n'),
  )
})

test('the distribution of revenue is that of the documents', async () => {
  expect((await report('distribution?from=2026-01&to=2026-12')).json).toMatchObject({
    usage: { customers: 4, events: { p50: '1', p90: '7', p99: '7', max: '7' } },
    revenue: {
      customers: 2,
      net: '239.25',
      top: [
        { share: '0.001', customers: 1, net: '120.25' },
        { share: '0.01', customers: 1 },
        { share: '0.1', customers: 1 },
      ],
    },
  })
})

test('cohorts tell who went on calling', async () => {
  expect((await report('cohorts')).json).toMatchObject({
    items: expect.arrayContaining([
      { cohort: '2026-03', customers: 2, month: '2026-05', active: 2, events: 2, quantity: '2' },
    ]),
  })
})
