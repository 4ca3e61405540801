import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import type { UsageDimension } from '../../src/reporting/usage-question.ts'
import { usageReport } from '../../src/reporting/usage-report.ts'
import type { UsageRow } from '../../src/reporting/usage-row.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, openBooks, type TestEvent } from '../invoicing/books.ts'

// The days around both changes of the clock in 2026: 29 March has 23 hours, 25 October 25. Quantities name the day.
const calls = [
  { customer: 'c1', at: '2026-03-28T23:30:00+02:00', quantity: 328 },
  { customer: 'c1', at: '2026-03-29T00:30:00+02:00', quantity: 329 },
  { customer: 'c1', at: '2026-03-29T23:30:00+03:00', quantity: 329 },
  { customer: 'c1', at: '2026-03-30T00:30:00+03:00', quantity: 330 },
  { customer: 'c2', at: '2026-03-31T23:59:59.999999+03:00', quantity: 331 },
  { customer: 'c2', at: '2026-04-01T00:00:00+03:00', quantity: 401, outcome: 'failed' },
  { customer: 'c1', at: '2026-10-24T23:30:00+03:00', quantity: 1024, source: 'gateway-1' },
  { customer: 'c1', at: '2026-10-25T00:30:00+03:00', quantity: 1025, channel: 'smart-excel' },
  { customer: 'c1', at: '2026-10-25T03:30:00+03:00', quantity: 1025 },
  { customer: 'c1', at: '2026-10-25T03:30:00+02:00', quantity: 1025 },
  { customer: 'c1', at: '2026-10-25T23:30:00+02:00', quantity: 1025, resource: 'Accounting.nv?x=1' },
  { customer: 'c1', at: '2026-10-26T00:30:00+02:00', quantity: 1026 },
]

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  const api = ['2026-03-01T00:00:00+02:00']
  await addCustomer(db, { id: 'c1', api })
  await addCustomer(db, { id: 'c2', api })
  const events = calls.map((each, index): TestEvent => ({
    id: `e${index}`,
    ...each,
  }))
  await call(db, ...events.slice(0, 7))
  await rollUpUsage(db)
  await call(db, ...events.slice(7)) // stays behind the watermark until the second round of tests
})
afterAll(() => database.drop())

async function report(
  interval: 'day' | 'month',
  groupBy: readonly UsageDimension[],
  filter: { readonly customer?: string; readonly resource?: string; readonly to?: string } = {},
): Promise<readonly UsageRow[]> {
  const { to = '2026-10', customer, ...rest } = filter
  const customers = customer === undefined ? undefined : [customer]
  const months = { from: billingMonth('2026-03'), to: billingMonth(to) }
  const rows = await usageReport(database.runtime, { ...months, interval, groupBy, customers, ...rest })
  return rows.filter(({ events }) => events > 0)
}

const lineOf = ({ events, quantity, ...rest }: UsageRow) =>
  `${Object.values(rest).join(' ')}: ${events} ${quantity.toFixed()}`

describe.each(['with a tail that is not in the aggregates yet', 'all in the aggregates'])('%s', (round) => {
  beforeAll(async () => {
    if (round === 'all in the aggregates') await rollUpUsage(database.runtime)
  })

  test('a call belongs to its day in Helsinki, also on days of 23 and 25 hours', async () => {
    expect((await report('day', [])).map(lineOf)).toEqual([
      '2026-03-28: 1 328',
      '2026-03-29: 2 658',
      '2026-03-30: 1 330',
      '2026-03-31: 1 331',
      '2026-04-01: 1 401',
      '2026-10-24: 1 1024',
      '2026-10-25: 4 4100',
      '2026-10-26: 1 1026',
    ])
  })

  test('months are Helsinki months, first and last one included', async () => {
    expect((await report('month', [])).map(lineOf)).toEqual([
      '2026-03: 5 1647',
      '2026-04: 1 401',
      '2026-10: 6 6150',
    ])
    expect((await report('month', [], { to: '2026-03' })).map(lineOf)).toEqual(['2026-03: 5 1647'])
  })

  test('it is split by what is asked for, and by nothing else', async () => {
    expect((await report('month', ['customer', 'disposition'])).map(lineOf)).toEqual([
      '2026-03 c1 billable: 4 1316',
      '2026-03 c2 billable: 1 331',
      '2026-04 c2 failed: 1 401',
      '2026-10 c1 other-channel: 1 1025',
      '2026-10 c1 billable: 5 5125',
    ])
    const [row] = await report('month', ['source', 'resource', 'channel', 'outcome'], { customer: 'c2' })
    expect(row && [Object.keys(row), lineOf(row)]).toEqual([
      ['period', 'resource', 'channel', 'outcome', 'source', 'events', 'quantity'],
      '2026-03 purchaseinvoice.nv web-service ok default: 1 331',
    ])
  })

  test('filters take a customer, and a resource in any case and with a query string', async () => {
    expect((await report('month', [], { customer: 'c2' })).map(lineOf)).toEqual([
      '2026-03: 1 331',
      '2026-04: 1 401',
    ])
    expect((await report('day', [], { resource: 'ACCOUNTING.nv?y' })).map(lineOf)).toEqual([
      '2026-10-25: 1 1025',
    ])
  })

  test('it equals a recount of the raw events', async () => {
    const recount = await database.runtime.sql<{ line: string }[]>`
      select to_char(at at time zone 'Europe/Helsinki', 'YYYY-MM-DD') || ' ' || resource || ' ' || customer_id || ' '
        || channel || ' ' || outcome || ' ' || disposition || ' ' || source || ': ' || count(*) || ' ' || sum(quantity) as line
      from events group by to_char(at at time zone 'Europe/Helsinki', 'YYYY-MM-DD'), resource, customer_id, channel,
        outcome, disposition, source`
    const all = ['resource', 'customer', 'channel', 'outcome', 'disposition', 'source'] as const
    expect((await report('day', all)).map(lineOf).toSorted()).toEqual(
      recount.map(({ line }) => line).toSorted(),
    )
  })
})
