import { beforeAll, expect, inject, test } from 'vitest'
import type { Client } from 'openapi-fetch'
import { apiClient } from './client.ts'
import type { paths } from './generated/api.d.ts'

const { url, key, month } = inject('served')
const at = (day: string) => `${month}-${day}T10:00:00Z`

let client: Client<paths>

beforeAll(() => {
  client = apiClient({ url, key })
})

/** The answer's data, when it has the status. */
function answered<Data>(
  answer: { readonly data?: Data; readonly error?: unknown; readonly response: Response },
  status: number,
): Data {
  if (answer.response.status !== status || answer.data === undefined)
    throw new Error(`${answer.response.status} instead of ${status}: ${JSON.stringify(answer.error)}`)
  return answer.data
}

/** The report as JSON: the document offers it as CSV too. */
function reported<Data>(answer: {
  readonly data?: Data | string
  readonly error?: unknown
  readonly response: Response
}): Data {
  const data = answered(answer, 200)
  if (typeof data === 'string') throw new Error(`CSV, where JSON was asked for: ${data}`)
  return data
}

/** The status and the code of a refusal. */
function refused(answer: { readonly error?: { readonly status: number; readonly code: string } }) {
  return [answer.error?.status, answer.error?.code]
}

/** How a run or a preview ended; its events go on until then. */
async function followed(id: string) {
  const params = { path: { id } }
  const events = await client.GET('/v1/invoice-runs/{id}', {
    params,
    headers: { Accept: 'text/event-stream' },
    parseAs: 'text',
  })
  expect(events.data).toContain('event: complete')
  return answered(await client.GET('/v1/invoice-runs/{id}', { params }), 200)
}

test('a customer is made known with its facts, and its API opened and closed', async () => {
  const body = {
    id: 'c1',
    name: 'Esimerkki Oy',
    businessId: '1967543-8',
    terms: [{ from: month, pricingModel: 'separate', package: 'basic' }],
    revenue: [{ from: month, eur: 350_000 }],
    api: [{ at: at('03'), open: true }],
  } as const
  const writable = { ...body, terms: [...body.terms], revenue: [...body.revenue], api: [...body.api] }
  const made = answered(await client.POST('/v1/customers', { body: writable }), 201)
  expect(made).toMatchObject({ id: 'c1', terms: [{ servicePackage: 'basic' }], revenue: [{ eur: '350000' }] })
  expect(answered(await client.POST('/v1/customers', { body: writable }), 200).terms).toHaveLength(1)

  const inPath = { params: { path: { id: 'c1' } } }
  const closed = await client.POST('/v1/customers/{id}/api', { ...inPath, body: { open: false } })
  expect(answered(closed, 201).closedAt).not.toBeNull()
  const headers = { 'Idempotency-Key': 'open-again' }
  for (const replayed of [null, 'true']) {
    const params = { ...inPath.params, header: headers }
    const opened = await client.POST('/v1/customers/{id}/api', { params, body: { open: true } })
    expect(answered(opened, 201).closedAt).toBeNull()
    expect(opened.response.headers.get('idempotent-replayed')).toBe(replayed)
  }
  expect(answered(await client.GET('/v1/customers/{id}/api', inPath), 200).items).toHaveLength(2)
})

test('a gateway asks whether a call may be made, from a blocked resource to an identifier that works', async () => {
  const params = { path: { id: 'c1' } }
  const ofUser = { path: { id: 'maija' } }
  const asked = async (identifier: string) => {
    const body = { customer: 'c1', identifier, resource: 'escan.nv', integration: 'Basware' }
    return answered(await client.POST('/v1/access/check', { body }), 200)
  }
  expect(await asked('li_none')).toMatchObject({ allowed: false, refusal: { code: 'resource-blocked' } })
  const right = { integration: 'Basware', resource: 'escan.nv', allowed: true }
  answered(await client.POST('/v1/customers/{id}/rights', { params, body: right }), 201)
  const acting = { user: 'maija', role: 'administrator' } as const
  answered(await client.POST('/v1/customers/{id}/users', { params, body: acting }), 201)
  const created = answered(await client.POST('/v1/users/{id}/identifiers', { params: ofUser, body: {} }), 201)
  expect(created.key).toMatch(/^lik_/)
  expect(await asked(created.identifier)).toEqual({ allowed: true, refusal: null })
  const again = await client.POST('/v1/customers/{id}/rights', { params, body: right })
  expect(refused(again)).toEqual([409, 'right-unchanged'])
  const lengths = [
    answered(await client.GET('/v1/customers/{id}/rights', { params }), 200).items.length,
    answered(await client.GET('/v1/customers/{id}/users', { params }), 200).items.length,
    answered(await client.GET('/v1/users/{id}/identifiers', { params: ofUser }), 200).items.length,
  ]
  expect(lengths).toEqual([1, 1, 1])
})

test('facts of every kind are appended and listed', async () => {
  const params = { path: { id: 'c1' } }
  const price = { from: month, resource: 'escan.nv', price: { perUnit: '0.40' } }
  expect(
    answered(await client.POST('/v1/customers/{id}/prices', { params, body: price }), 201),
  ).toMatchObject({
    resource: 'escan.nv',
    price: { perUnit: '0.4' },
  })
  const revenue = { from: month, eur: '350000.00', note: 'accounts' }
  expect(answered(await client.POST('/v1/customers/{id}/revenue', { params, body: revenue }), 201).note).toBe(
    'accounts',
  )
  for (const fee of ['25.00', null])
    answered(await client.POST('/v1/customers/{id}/agreed-fees', { params, body: { from: month, fee } }), 201)
  const credit = { usageMonth: month, text: 'Outage', net: '-5.00', reason: 'ticket 4711' }
  const credited = answered(
    await client.POST('/v1/customers/{id}/manual-charges', { params, body: credit }),
    201,
  )
  expect(credited.charge).toBe(`manual:${credited.factId}`)
  for (const held of [true, false]) {
    const body = { from: month, held, reason: 'disputes the calls' }
    const told = answered(await client.POST('/v1/customers/{id}/holds', { params, body }), 201)
    expect(told.heldByClerk).toHaveLength(held ? 1 : 0)
  }
  const terms = { from: '2199-12', pricingModel: 'package', package: 'premium' } as const
  answered(await client.POST('/v1/customers/{id}/terms', { params, body: terms }), 201)

  const lengths = await Promise.all([
    client.GET('/v1/customers/{id}/prices', { params }),
    client.GET('/v1/customers/{id}/revenue', { params }),
    client.GET('/v1/customers/{id}/agreed-fees', { params }),
    client.GET('/v1/customers/{id}/manual-charges', { params }),
    client.GET('/v1/customers/{id}/holds', { params }),
    client.GET('/v1/customers/{id}/terms', { params }),
  ])
  expect(lengths.map((each) => answered<{ items: readonly unknown[] }>(each, 200).items.length)).toEqual([
    1, 2, 2, 1, 2, 2,
  ])
  const page = answered(
    await client.GET('/v1/customers/{id}/terms', { params: { ...params, query: { limit: 1 } } }),
    200,
  )
  expect([page.items.length, typeof page.next]).toEqual([1, 'string'])
  answered(await client.GET('/v1/customers/{id}', { params }), 200)
  expect(answered(await client.GET('/v1/customers'), 200).items).toMatchObject([{ id: 'c1', apiOpen: true }])
})

test('events are recorded once, found again, and taken back', async () => {
  const call = { customer: 'c1', resource: 'PurchaseInvoice.nv', method: 'POST', outcome: 'ok' } as const
  const body = [
    { ...call, id: 'e1', outcome: 'failed' as const, at: at('05') },
    { ...call, id: 'e2', quantity: 120, at: at('10') },
    { ...call, id: 'twice', quantity: 7, at: at('11') },
    { ...call, id: 'scan', resource: 'escan.nv', quantity: 10, at: at('12') },
    { ...call, id: 'e2', quantity: 1, at: at('10') },
    { ...call, id: 'e3', customer: 'nobody' },
  ]
  const first = answered(await client.POST('/v1/events', { body }), 200)
  expect(first.counts).toEqual({ recorded: 4, 'already-recorded': 0, conflict: 1, refused: 1 })
  expect(first.answers[1]).toMatchObject({ disposition: 'billable', usageMonth: month, postingMonth: month })
  expect(first.answers[5]).toMatchObject({ answer: 'refused', reason: 'unknown-customer' })
  const again = answered(await client.POST('/v1/events', { body: body.slice(0, 4) }), 200)
  expect(again.counts).toMatchObject({ recorded: 0, 'already-recorded': 4 })

  const query = { customer: 'c1', id: 'e2' }
  const found = answered(await client.GET('/v1/events', { params: { query } }), 200)
  expect(found.items).toMatchObject([{ resource: 'purchaseinvoice.nv', quantity: 120, retraction: null }])
  const retraction = { customer: 'c1', events: [{ id: 'twice' }], reason: 'sent twice' }
  const previewed = await client.POST('/v1/events/retractions', { body: { ...retraction, preview: true } })
  expect(answered(previewed, 200)).toMatchObject({ takenBack: 0, nextInvoices: [{ month }] })
  const taken = await client.POST('/v1/events/retractions', { body: retraction })
  expect(answered(taken, 200).takenBack).toBe(1)
  expect(refused(await client.POST('/v1/events/retractions', { body: retraction }))).toEqual([
    409,
    'already-retracted',
  ])
})

test('the month is closed, run, followed to its end, and its document says what is owed', async () => {
  const inPath = { params: { path: { month } } }
  const previewed = await client.POST('/v1/invoice-runs', { body: { month, preview: true } })
  const preview = await followed(answered(previewed, 202).id)
  expect(preview).toMatchObject({ preview: true, totals: { net: '68.00', vat: '17.34', gross: '85.34' } })
  const early = await client.POST('/v1/invoice-runs', { body: { month, allowSample: true } })
  expect(early.response.status).toBe(409)
  const closed = await client.POST('/v1/months/{month}/close', { ...inPath, body: {} })
  expect(answered(closed, 200)).toEqual({ month, answer: 'closed' })
  const started = await client.POST('/v1/invoice-runs', { body: { month, allowSample: true } })
  expect(answered(started, 202)).toMatchObject({ id: month, month })
  expect(started.response.headers.get('location')).toBe(`/v1/invoice-runs/${month}`)
  const ended = await followed(month)
  expect(ended).toMatchObject({
    state: 'complete',
    customersDone: 1,
    totals: { invoices: 1, net: '68.00', vat: '17.34', gross: '85.34', holds: [] },
  })

  const listed = answered(await client.GET('/v1/invoices', { params: { query: { month } } }), 200)
  expect(listed.items).toMatchObject([{ kind: 'invoice', customer: 'c1', gross: '85.34' }])
  const params = { path: { number: listed.items[0]?.number ?? '' } }
  const document = answered(await client.GET('/v1/invoices/{number}', { params }), 200)
  expect(document.lines.map(({ charge, net }) => [charge.replace(/\d+$/, ''), net])).toEqual([
    ['manual:', '-5.00'],
    ['monthly-fee', '39.00'],
    ['transaction-fee:escan.nv', '4.00'],
    ['transaction-fee:purchaseinvoice.nv', '30.00'],
  ])
  const explained = answered(await client.GET('/v1/invoices/{number}/explain', { params }), 200)
  expect(explained.lines.every(({ steps, rules }) => steps.length > 0 && rules.length > 0)).toBe(true)
  expect(explained.totals.at(-1)?.result).toBe('85.34')
  const events = await client.GET('/v1/invoices/{number}/lines/{line}/events', {
    params: { path: { ...params.path, line: 4 } },
    parseAs: 'text',
  })
  const ids = answered(events, 200)
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(ids).toMatchObject([
    { id: 'e2', takenBackIn: null },
    { id: 'twice', takenBackIn: month },
  ])

  const { referenceNumber: reference } = document
  const payment = { reference, amount: '85.34', bankId: 'bank-1' }
  const paid = answered(await client.POST('/v1/payments', { body: payment }), 201)
  expect(paid).toMatchObject({ answer: 'recorded', receivables: '0.00' })
  expect(answered(await client.POST('/v1/payments', { body: payment }), 200)).toEqual({
    answer: 'already-recorded',
  })
  expect(answered(await client.GET('/v1/payments'), 200).items).toMatchObject([{ bankId: 'bank-1' }])
})

test('the reports tell of what was done', async () => {
  const query = { from: month, to: month }
  const params = { query }
  const months = answered(await client.GET('/v1/months'), 200)
  expect(months.items[0]).toMatchObject({ month, state: 'issued', documents: 1, gross: '85.34' })
  const byResource = { query: { ...query, groupBy: 'resource,outcome' } }
  const usage = reported(await client.GET('/v1/reports/usage', { params: byResource }))
  expect(usage.items).toHaveLength(3)
  const text = await client.GET('/v1/reports/usage', {
    params: byResource,
    headers: { Accept: 'text/csv' },
    parseAs: 'text',
  })
  expect(text.data).toMatch(/^period,resource,outcome,events,quantity\r\n/)
  const revenue = reported(await client.GET('/v1/reports/revenue', { params }))
  expect(revenue.items.map(({ charge }) => charge)).toContain('monthly-fee')
  const distribution = reported(await client.GET('/v1/reports/distribution', { params }))
  expect(distribution.revenue).toMatchObject({ customers: 1, net: '68.00' })
  expect(reported(await client.GET('/v1/reports/forecast')).method).not.toBe('')
  const cohorts = reported(await client.GET('/v1/reports/cohorts'))
  expect(cohorts.items).toMatchObject([{ cohort: month, customers: 1, active: 1 }])
  const balance = reported(await client.GET('/v1/reports/balance'))
  expect(balance.agreement).toMatchObject({ difference: '0.00', customers: [] })
  expect(reported(await client.GET('/v1/reports/holds')).items).toEqual([])
  const unbilled = reported(await client.GET('/v1/reports/unbilled'))
  expect(unbilled.items.map(({ kind }) => kind)).toEqual(['failed', 'taken-back'])
  const now = Date.now()
  const [from, to] = [now - 86_400_000, now + 3_600_000].map((each) => new Date(each).toISOString())
  const lately = { query: { from: from ?? '', to: to ?? '' } }
  const answers = reported(await client.GET('/v1/events/answers', { params: lately }))
  expect(answers.items.map(({ answer }) => answer)).toContain('conflict')
})

test('a refusal is a problem with a code that a program can branch on', async () => {
  const params = { path: { number: '2026-9999999' } }
  expect(refused(await client.GET('/v1/invoices/{number}', { params }))).toEqual([404, 'unknown-document'])
  const nobody = apiClient({ url, key: 'lk_nonsense' })
  expect(refused(await nobody.GET('/v1/customers'))).toEqual([401, 'unauthenticated'])
  const body = { from: 'soon', held: true, reason: 'x' }
  expect(
    refused(await client.POST('/v1/customers/{id}/holds', { params: { path: { id: 'c1' } }, body })),
  ).toEqual([400, 'invalid-input'])
})
