// Every route under /v1/reports that /openapi.json names, as it is described there: a new one can't be forgotten.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

/** Where two customers are, and the same books with one of them alone. */
let both: RunningTestServer
let alone: RunningTestServer
let routes: readonly ReportRoute[]
let ownKey: string
beforeAll(async () => {
  both = await runningServer('2026-03-20T12:00:00+02:00')
  alone = await runningServer('2026-03-20T12:00:00+02:00')
  await booksOf(both, ['own', 'strange'])
  await booksOf(alone, ['own'])
  ownKey = await both.keyFor(['read'], ['own'])
  const document = openApi.parse((await both.send('GET', '/openapi.json')).json)
  routes = Object.entries(document.paths).flatMap(([path, { get }]) =>
    path.startsWith('/v1/reports/') && get !== undefined ? [{ path, ...get }] : [],
  )
})
afterAll(async () => {
  await both.stop()
  await alone.stop()
})

interface ReportRoute {
  readonly path: string
  readonly parameters: readonly { readonly name: string }[]
}

const openApi = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({ parameters: z.array(z.object({ name: z.string() })).default([]) }).optional(),
    }),
  ),
})

/** Something for every report to tell: usage, documents, a hold, unbilled events, an open month. */
async function booksOf({ db }: RunningTestServer, customers: readonly string[]): Promise<void> {
  await openBooks(db)
  for (const id of customers) await addCustomer(db, { id, api: ['2026-01-02T09:00:00+02:00'] })
  for (const id of customers) {
    const quantity = id === 'own' ? 3 : 50
    await call(
      db,
      { id: `${id}-1`, customer: id, quantity, at: '2026-01-10T10:00:00+02:00' },
      { id: `${id}-2`, customer: id, outcome: 'failed', at: '2026-01-11T10:00:00+02:00' },
    )
  }
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  for (const id of customers)
    await call(
      db,
      { id: `${id}-3`, customer: id, resource: 'escan.nv', quantity: 7, at: '2026-02-10T10:00:00+02:00' },
      { id: `${id}-4`, customer: id, at: '2026-02-11T10:00:00+02:00' },
    )
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  for (const id of customers) await call(db, { id: `${id}-5`, customer: id, at: '2026-03-10T10:00:00+02:00' })
}

const given: Readonly<Record<string, string>> = { from: '2026-01', to: '2026-03' }

function asked({ path, parameters }: ReportRoute, more: Readonly<Record<string, string>> = {}): string {
  const known = parameters.flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]]]))
  return `${path}?${new URLSearchParams({ ...Object.fromEntries(known), ...more }).toString()}`
}

test('there are as many reports as there should be', () => {
  expect(routes.map(({ path }) => path.replace('/v1/reports/', '')).toSorted()).toEqual([
    'balance',
    'cohorts',
    'distribution',
    'forecast',
    'holds',
    'revenue',
    'unbilled',
    'usage',
  ])
})

test('a key for one customer is told what it would be told if there were no other, or nothing', async () => {
  for (const route of routes) {
    const url = asked(route)
    const restricted = await both.send('GET', url, { key: ownKey })
    if (restricted.status === 403) expect(restricted.json).toMatchObject({ code: 'forbidden' })
    else expect({ url, told: restricted.json }).toEqual({ url, told: (await alone.send('GET', url)).json })
    const whole = await both.send('GET', url)
    expect({ url, status: whole.status }).toEqual({ url, status: 200 })
    expect(whole.text).not.toBe((await alone.send('GET', url)).text) // there is something to hide
  }
})

test('a report that takes a customer tells of it alone; a key for another is refused, and so is who is unknown', async () => {
  const taking = routes.filter(({ parameters }) => parameters.some(({ name }) => name === 'customer'))
  expect(taking.length).toBeGreaterThan(3)
  for (const route of taking) {
    const url = asked(route, { customer: 'own' })
    const { json } = await both.send('GET', url)
    expect({ url, told: json }).toEqual({ url, told: (await alone.send('GET', url)).json })
    expect(await both.send('GET', asked(route, { customer: 'strange' }), { key: ownKey })).toMatchObject({
      status: 403,
      json: { code: 'forbidden' },
    })
    expect(await both.send('GET', asked(route, { customer: 'nobody' }))).toMatchObject({
      json: { code: 'unknown-customer' },
    })
  }
})

test('a list of documents tells a key for one customer nothing of the others, not that there are any', async () => {
  const [own, strange] = await Promise.all(
    ['own', 'strange'].map(async (customer) => {
      const { json } = await both.send('GET', `/v1/invoices?customer=${customer}`)
      return z.object({ items: z.array(z.object({ number: z.string() })).nonempty() }).parse(json).items
    }),
  )
  const after = async (number = '') =>
    (await both.send('GET', `/v1/invoices?after=${number}`, { key: ownKey })).json
  expect(await after(own?.[0]?.number)).toMatchObject({ items: own?.slice(1) })
  for (const number of [strange?.[0]?.number, '2026-0009999'])
    expect(await after(number)).toMatchObject({ status: 404, code: 'unknown-document' })
  expect(await both.send('GET', '/v1/invoices?customer=strange', { key: ownKey })).toMatchObject({
    status: 403,
    json: { code: 'forbidden' },
  })
})

test('every report is a table as CSV, by Accept: a header, and every record as wide as it', async () => {
  for (const route of routes) {
    const url = asked(route)
    const { headers, text } = await both.send('GET', url, { headers: { Accept: 'text/csv' } })
    expect([url, headers.get('content-type'), headers.get('vary')]).toEqual([
      url,
      'text/csv; charset=utf-8; header=present',
      'Accept',
    ])
    const [header, ...records] = z.array(z.array(z.string())).parse(parse(text)) // refuses records of another width
    expect(header?.length).toBeGreaterThan(1)
    expect(records.length).toBeGreaterThan(0)
    expect(text.endsWith('\r\n')).toBe(true)
  }
})

test.each([
  ['text/csv;q=0, application/json', /^application\/json/],
  ['application/json;q=0.5, text/csv', /^text\/csv/],
  ['TEXT/CSV', /^text\/csv/],
  ['*/*', /^application\/json/],
])('Accept: %s is answered as it says', async (accept, contentType) => {
  for (const route of routes) {
    const { headers } = await both.send('GET', asked(route), { headers: { Accept: accept } })
    expect(headers.get('content-type')).toMatch(contentType)
  }
})
