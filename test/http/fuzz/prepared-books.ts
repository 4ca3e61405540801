import { letAct } from '../../access/access-books.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../../invoicing/books.ts'
import type { RunningTestServer } from '../running-server.ts'
import type { KnownThings } from './known-things.ts'

/** Nothing of a request names this customer: whatever is sent, what is recorded of it stays. */
export const bystander = 'bystander'

/** The months whose documents are issued before anything is sent. */
export const monthsIssued: readonly string[] = ['2026-01', '2026-02', '2026-03', '2026-04']

/** A customer whose id has to be encoded wherever it is written. */
const oddlyNamed = 'Ä b/c%2F?&#+'

/** The server's clock stands in August: May, June and July have ended and are open, for the fuzz to close. */
export const fuzzedAt = '2026-08-20T12:00:00+03:00'

/**
 * Books with something of everything: documents of both kinds, a hold, payments, retractions, a late event, keys that may
 * little. Gives what exists in them, by the names under which requests ask for it.
 */
export async function prepareBooks(server: RunningTestServer): Promise<KnownThings> {
  const { db } = server
  await openBooks(db)
  await addCustomer(db, {
    id: 'c1',
    name: 'Esimerkki Oy',
    businessId: '1967543-8',
    api: ['2026-01-03T09:00:00+02:00'],
  })
  await addCustomer(db, {
    id: 'c2',
    terms: { pricingModel: 'package', servicePackage: 'premium' },
    api: ['2026-02-03T09:00:00+02:00', '2026-03-03T09:00:00+02:00'],
  })
  await addCustomer(db, { id: 'c3', revenue: null, api: ['2026-01-03T09:00:00+02:00'] })
  await addCustomer(db, { id: oddlyNamed, api: ['2026-01-03T09:00:00+02:00'] })
  await addCustomer(db, { id: bystander, api: ['2026-01-03T09:00:00+02:00'] })
  for (const [index, customer] of ['c1', 'c2', 'c3', oddlyNamed, bystander].entries())
    await call(
      db,
      { id: 'e1', customer, quantity: 40 + index, at: '2026-01-10T10:00:00+02:00' },
      { id: 'e2', customer, source: 'gateway-1', resource: 'accounting.nv', at: '2026-02-10T10:00:00+02:00' },
    )
  await letAct(db, 'maija', 'c1', '2026-01-03T09:00:00+02:00')
  await letAct(db, 'maija', bystander, '2026-01-03T09:00:00+02:00')
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await call(db, {
    id: 'late',
    customer: 'c1',
    at: '2026-01-20T10:00:00+02:00',
    recordedAt: '2026-02-20T10:00:00+02:00',
  })
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  await closeAndRun(db, '2026-03', '2026-04-02T08:00:00+03:00')
  await byHand(server)
  await closeAndRun(db, '2026-04', '2026-05-04T08:00:00+03:00')
  await call(db, { id: 'e3', customer: 'c1', identifier: 'id-1', at: '2026-06-10T10:00:00+03:00' })
  return knownThings(server)
}

/** What only the API records in one call each. */
async function byHand(server: RunningTestServer): Promise<void> {
  server.setTime('2026-04-20T12:00:00+03:00')
  const [, document] = await documents(server)
  if (document === undefined) throw new Error('no document was issued')
  await done(server, '/v1/customers/c1/manual-charges', {
    usageMonth: '2026-04',
    text: 'Credit for the outage',
    net: '-500.00',
    reason: 'ticket 4711',
  })
  await done(server, '/v1/payments', {
    reference: document.referenceNumber,
    amount: '10.00',
    date: '2026-04-10',
  })
  await done(server, '/v1/events/retractions', {
    customer: 'c2',
    events: [{ id: 'e1' }],
    reason: 'a test call',
  })
  server.setTime(fuzzedAt)
}

async function done(server: RunningTestServer, path: string, body: unknown): Promise<void> {
  const { status, text } = await server.send('POST', path, { body })
  if (status >= 300) throw new Error(`${path}: ${text}`)
}

interface IssuedDocument {
  readonly number: string
  readonly referenceNumber: string
  readonly customer: string
}

async function documents(server: RunningTestServer): Promise<readonly IssuedDocument[]> {
  const { items }: { items: readonly IssuedDocument[] } = JSON.parse(
    (await server.send('GET', '/v1/invoices')).text,
  )
  return items.filter(({ customer }) => customer !== bystander)
}

async function knownThings(server: RunningTestServer): Promise<KnownThings> {
  const issued = await documents(server)
  const customers = ['c1', 'c1', 'c2', 'c2', 'c3', oddlyNamed, 'nobody', 'new-1'] // the more telling ones twice
  const events = ['e1', 'e2', 'late', 'e3']
  const numbers = issued.map(({ number }) => number)
  const months = ['2026-01', '2026-02', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08']
  const days = ['2026-01-10', '2026-03-29', '2026-08-19', '2026-08-20']
  const instants = [
    '2026-06-01T00:00:00+03:00',
    '2026-06-10T10:00:00+03:00',
    '2026-06-20T00:00:00Z',
    '2026-08-19T23:59:59.999999+14:00',
  ]
  const amounts = ['0.25', '39', '12.34', '-7.5', '0', '999999999999.99', '0.000001']
  const counts = ['1', '5', '100', '999999999999999']
  const texts = ['ticket 4711', 'Esimerkki Oy', 'ä😀', "'; drop table customers; --"]
  return new Map<string, readonly unknown[]>([
    ...named(['id'], [...customers, ...events, ...months, 'maija']),
    ...named(['events.id'], events),
    ...named(['customer', 'subject'], customers),
    ...named(['month', 'usageMonth', 'postingMonth'], months),
    ...named(['from', 'to'], [...months, ...days, ...instants]),
    ...named(['date', 'storeDate'], days),
    ...named(['at', 'time', 'recordedAt'], instants),
    ...named(['number'], numbers),
    ...named(
      ['after'],
      [...numbers, ...customers, ...months, ...instants, 0, 1, 7, '["c3","2026-01","revenue-unknown"]'],
    ),
    ...named(['line'], [1, 2]),
    ...named(['limit', 'top'], [1, 2, 1000]),
    ...named(['source'], ['default', 'gateway-1']),
    ...named(['resource'], ['purchaseinvoice.nv', 'accounting.nv', 'Escan.nv?a=b', 'customer.nv']),
    ...named(['method'], ['POST', 'GET']),
    ...named(['identifier'], ['id-1', null]),
    ...named(['reference'], [...issued.map(({ referenceNumber }) => referenceNumber), '202 61000 00018']),
    ...named(['user'], ['maija', 'matti']),
    ...named(['integration'], ['Basware', null]),
    ...named(['bankId'], ['b1', 'b2']),
    ...named(['businessId'], ['1967543-8', '0201256-6']),
    ...named(['vatNumber'], ['SE556677889901']),
    ...named(['vat'], ['domestic', 'outside-eu', [{ from: '2026-05', treatment: 'reverse-charge' }]]),
    ...named(['package'], ['basic', 'premium', { size: 10, price: '3.00' }]),
    ...named(['eur', 'fee', 'net', 'amount', 'perUnit', 'unit', 'flat', 'price'], amounts),
    ...named(['size', 'upTo', 'free'], counts),
    ...named(['specversion'], ['1.0']),
    ...named(['type'], ['api.call']),
    ...named(['text', 'reason', 'note', 'name'], texts),
  ])
}

function named(names: readonly string[], values: readonly unknown[]) {
  return names.map((name) => [name, values] as const)
}
