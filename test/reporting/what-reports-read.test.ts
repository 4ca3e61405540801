import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { forecastMonth } from '../../src/forecasting/forecast-month.ts'
import { balanceReport } from '../../src/reporting/balance-report.ts'
import { cohortsReport } from '../../src/reporting/cohorts-report.ts'
import { distributionReport } from '../../src/reporting/distribution-report.ts'
import { standingHolds } from '../../src/reporting/holds-report.ts'
import { monthsReport } from '../../src/reporting/months-report.ts'
import { revenueReport } from '../../src/reporting/revenue-report.ts'
import { unbilledReport } from '../../src/reporting/unbilled-report.ts'
import { usageReport } from '../../src/reporting/usage-report.ts'
import { chooseEvents } from '../../src/usage/choose-events.ts'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, clerk, closeAndRun, openBooks } from '../invoicing/books.ts'
import { instant } from '../rules/examples.ts'

const period = { from: billingMonth('2026-01'), to: billingMonth('2026-02') }
const own = { customers: ['c1'] }
const asOf = instant('2026-02-20T10:00:00+02:00')

/** Everything that is said to come from sums; hours, identifiers and the counts of answers do not. */
const reports: Readonly<Record<string, (db: Database) => Promise<unknown>>> = {
  'usage by month': (db) => usageReport(db, { ...period, interval: 'month', groupBy: ['resource'] }),
  'usage by day of one customer': (db) =>
    usageReport(db, { ...period, ...own, interval: 'day', groupBy: [] }),
  'the top of usage': (db) => usageReport(db, { ...period, interval: 'day', groupBy: ['customer'], top: 1 }),
  revenue: (db) => revenueReport(db, { ...period, groupBy: ['month', 'class', 'package'] }),
  'revenue of one customer': (db) => revenueReport(db, { ...period, ...own, groupBy: ['month'] }),
  distribution: (db) => distributionReport(db, period),
  cohorts: cohortsReport,
  holds: standingHolds,
  unbilled: unbilledReport,
  'unbilled of one customer': (db) => unbilledReport(db, own.customers),
  months: monthsReport,
  balance: (db) => balanceReport(db, { today: '2026-02-20' }),
  forecast: (db) => forecastMonth(db, { asOf }),
  'forecast of one customer': (db) => forecastMonth(db, { asOf, ...own }),
}

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  for (const id of ['c1', 'c2']) await addCustomer(db, { id, api: ['2026-01-01T08:00:00+02:00'] })
  await callOften(db, 'c1', '2026-01-10T10:00:00+02:00')
  await callOften(db, 'c2', '2026-01-11T10:00:00+02:00')
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await callOften(db, 'c1', '2026-02-10T10:00:00+02:00')
  await rollUpUsage(db)
  await database.owner.sql`analyze`
})
afterAll(() => database.drop())

const calls = 1500

async function callOften(db: Database, customer: string, at: string): Promise<void> {
  const attribution = clerk(at)
  const received = Array.from({ length: calls }, (_, index) => {
    const native = { id: `${at} ${index}`, customer, resource: 'escan.nv', method: 'POST', outcome: 'ok', at }
    const read = readApiCallEvent(native)
    if (read.kind === 'malformed') throw new Error(read.reason)
    return { event: read.event, receivedAt: attribution.recordedAt, backfill: false }
  })
  await recordEvents(db, received, attribution)
}

/** How many raw events PostgreSQL fetched for the work, by its own count. */
async function eventsRead(work: (db: Database) => Promise<unknown>): Promise<number> {
  return atomically(
    database.runtime,
    async (tx) => {
      const before = await fetched(tx)
      await work(tx)
      return (await fetched(tx)) - before
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

async function fetched({ sql }: Database): Promise<number> {
  const [row] = await sql<{ read: string }[]>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::text as read
    from pg_stat_xact_user_tables where relname like 'events\\_%'`
  return Number(row?.read ?? 0)
}

test('it would be seen: hours are counted from the events', async () => {
  const day = { from: '2026-01-10', to: '2026-01-10' } as const
  expect(
    await eventsRead((db) => usageReport(db, { ...day, interval: 'hour', groupBy: [] })),
  ).toBeGreaterThanOrEqual(calls)
})

test.each(Object.entries(reports))('%s reads no raw event of what is rolled up', async (_name, report) => {
  expect(await eventsRead(report)).toBe(0)
})

describe('where a call was taken back', () => {
  beforeAll(takeOneBack)

  test.each(Object.entries(reports))('%s reads that event alone', async (_name, report) => {
    expect(await eventsRead(report)).toBeLessThanOrEqual(5) // once for each sum that it is taken off
  })
})

async function takeOneBack(): Promise<void> {
  await atomically(database.runtime, async (tx) => {
    const events = await chooseEvents(tx, 'c1', [{ id: '2026-01-10T10:00:00+02:00 7' }])
    await retractEvents(tx, events, 'a test call', clerk('2026-02-19T08:00:00+02:00'))
  })
}
