import { afterAll, beforeAll, expect, test } from 'vitest'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'
import { openBooks } from '../invoicing/books.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-03-03T09:00:00+02:00')
  await openBooks(server.db)
})

afterAll(async () => {
  await server.stop()
})

const esimerkki = {
  id: 'c1',
  name: 'Esimerkki Oy',
  businessId: '1967543-8',
  terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
  revenue: [{ from: '2026-01', eur: 350_000 }],
}

async function known(id: string, more: object = {}): Promise<void> {
  const added = await server.send('POST', '/v1/customers', { body: { ...esimerkki, id, ...more } })
  expect(added.status).toBe(201)
}

test('a customer is made known with its facts once; a repeat appends nothing', async () => {
  const added = await server.send('POST', '/v1/customers', { body: esimerkki })
  expect(added.status).toBe(201)
  expect(added.json).toMatchObject({
    id: 'c1',
    businessId: '1967543-8',
    terms: [{ from: '2026-01', servicePackage: 'basic', recordedBy: 'API key test operate' }],
    revenue: [{ eur: '350000' }],
  })
  const repeated = await server.send('POST', '/v1/customers', { body: esimerkki })
  expect(repeated.status).toBe(200)
  expect(repeated.json).toEqual(added.json)
  expect((await server.send('GET', '/v1/customers/c1')).json).toEqual(added.json)
})

test('every fact is appended with its two months, and listed page by page in the order of recording', async () => {
  await known('facts')
  const answers = [
    await add('facts', 'terms', {
      from: '2026-05',
      pricingModel: 'package',
      package: 'premium',
      note: 'the Store',
    }),
    await add('facts', 'revenue', { eur: '600000' }),
    await add('facts', 'agreed-fees', { from: '2026-02', fee: '450.00' }),
    await add('facts', 'agreed-fees', { from: '2026-04', fee: null }),
    await add('facts', 'prices', {
      from: '2026-01',
      resource: 'eScan.nv',
      price: { perUnit: '0.40', free: 10 },
    }),
    await add('facts', 'manual-charges', {
      usageMonth: '2026-01',
      text: 'Credit',
      net: '-25.00',
      reason: 'ticket',
    }),
    await add('facts', 'holds', { from: '2026-03', held: true, reason: 'disputes the calls' }),
    await add('facts', 'api', { open: true }),
  ]
  expect(answers.map(({ status, text }) => (status === 201 ? status : text))).toEqual(Array(8).fill(201))
  expect(answers.map(({ json }) => json)).toMatchObject([
    { from: '2026-05', postedIn: '2026-05', servicePackage: 'premium', note: 'the Store' },
    { from: '2026-04', eur: '600000' },
    { from: '2026-02', postedIn: '2026-02', fee: '450' },
    { from: '2026-04', fee: null },
    { resource: 'escan.nv', price: { perUnit: '0.4', free: '10' } },
    { usageMonth: '2026-01', net: '-25.00', nextInvoices: [{ after: { document: { net: '-25.00' } } }] },
    { held: true, heldByClerk: [{ from: '2026-03', to: null }] },
    { openedAt: '2026-03-03T07:00:00Z', closedAt: null },
  ])
  const [first] = await pages('/v1/customers/facts/agreed-fees?limit=1')
  expect(first).toMatchObject({ items: [{ fee: '450' }] })
  const fees = (await pages('/v1/customers/facts/agreed-fees?limit=1')).flatMap(({ items }) => items)
  expect(fees).toMatchObject([{ fee: '450' }, { fee: null }])
  for (const [path, count] of Object.entries({ terms: 2, revenue: 2, prices: 1, holds: 1, api: 1 }))
    expect((await pages(`/v1/customers/facts/${path}?limit=1`)).flatMap(({ items }) => items)).toHaveLength(
      count,
    )
})

test('openings are each on one page, however soon after each other they began', async () => {
  await known('hasty')
  const seconds = ['01', '01', '01', '01.2', '01.25', '01.3']
  for (const [index, second] of seconds.entries()) {
    server.setTime(`2026-03-03T09:00:${second}+02:00`)
    expect((await add('hasty', 'api', { open: index % 2 === 0 })).status).toBe(201)
  }
  server.setTime('2026-03-03T09:00:00+02:00')
  const openings = (await pages('/v1/customers/hasty/api?limit=1')).flatMap(({ items }) => items)
  expect(openings).toMatchObject([
    { openedAt: '2026-03-03T07:00:01Z' },
    { openedAt: '2026-03-03T07:00:01Z' },
    { openedAt: '2026-03-03T07:00:01.25Z' },
  ])
})

function add(customer: string, path: string, body: object): Promise<Answer> {
  return server.send('POST', `/v1/customers/${customer}/${path}`, { body })
}

interface PageJson {
  readonly items: readonly unknown[]
  readonly next: string | null
}

async function pages(path: string, key?: string): Promise<readonly PageJson[]> {
  const read: PageJson[] = []
  for (let after = ''; ;) {
    const { json, status, text } = await server.send(
      'GET',
      `${path}${after}`,
      key === undefined ? {} : { key },
    )
    if (status !== 200) throw new Error(text)
    const page = asPage(json)
    read.push(page)
    if (page.next === null) return read
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

function asPage(json: unknown): PageJson {
  if (typeof json !== 'object' || json === null || !('items' in json) || !('next' in json))
    throw new TypeError('not a page')
  const { items, next } = json
  if (!Array.isArray(items) || (next !== null && typeof next !== 'string')) throw new TypeError('not a page')
  return { items, next }
}

test('a restricted key lists its own customers alone, and is refused the others without a word of them', async () => {
  await known('r1')
  await known('r2')
  await known('r3')
  const key = await server.keyFor(['read'], ['r1', 'r3'])
  const own = (await pages('/v1/customers?limit=1', key)).flatMap(({ items }) => items)
  expect(own).toMatchObject([{ id: 'r1', terms: { servicePackage: 'basic' }, apiOpen: false }, { id: 'r3' }])
  for (const id of ['r2', 'nobody']) {
    const refused = await server.send('GET', `/v1/customers/${id}`, { key })
    expect(refused.json).toMatchObject({ status: 403, code: 'forbidden', customer: id })
  }
})

test('what the rules refuse is a problem with its code, and nothing is written', async () => {
  await known('basic', { terms: [{ from: '2026-01', pricingModel: 'package', package: 'basic' }] })
  const refused = await server.send('POST', '/v1/customers/basic/api', { body: { open: true } })
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(refused.json).toMatchObject({ status: 409, code: 'package-lacks-api' })
  const unknown = await server.send('POST', '/v1/customers/nobody/revenue', { body: { eur: 1 } })
  expect(unknown.json).toMatchObject({ status: 404, code: 'unknown-customer' })
  expect((await server.send('GET', '/v1/customers/basic/api')).json).toEqual({ items: [], next: null })
  const [row] = await server.owner.sql<{ writes: number }[]>`
    select count(*)::int as writes from audit_log where customer_id in ('nobody') or action like '%/api' and customer_id = 'basic'`
  expect(row?.writes).toBe(0)
})

test('a malformed request is refused by the name of what is wrong', async () => {
  const refusal = async (body: unknown, headers = {}) => {
    const { json } = await server.send('POST', '/v1/customers/c1/terms', { body, headers })
    return json
  }
  const terms = { from: '2026-05', pricingModel: 'package', package: 'premium' }
  expect(await refusal({ ...terms, packages: 1 })).toMatchObject({
    status: 400,
    code: 'invalid-input',
    errors: ['unknown key "packages"'],
  })
  expect(await refusal({ ...terms, recordedAt: '2026-01-01T00:00:00Z' })).toMatchObject({
    errors: ['unknown key "recordedAt"'],
  })
  expect(await refusal({ ...terms, package: 'gold' })).toMatchObject({
    errors: [expect.stringMatching(/^package: "gold" is an unknown package; allowed: /)],
  })
  expect(await refusal({ pricingModel: 'package', package: 'premium' })).toMatchObject({
    errors: ['from: is missing; text is needed'],
  })
  expect(await refusal('{', { 'Content-Type': 'application/json' })).toMatchObject({ status: 400 })
  expect(await refusal('a,b', { 'Content-Type': 'text/csv' })).toMatchObject({
    status: 415,
    code: 'unsupported-media-type',
  })
  expect((await server.send('GET', '/v1/customers?limits=3')).json).toMatchObject({
    status: 400,
    errors: ['unknown key "limits"'],
  })
})
