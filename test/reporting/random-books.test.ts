// Every report over random books of the model's scripts (late events, imports, retractions, changing terms and classes,
// several months closed, credit notes, holds, killed runs) against a naive recount of the rows themselves; before and
// after everything is rolled up.
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import type { Database } from '../../src/database/client.ts'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { answersReport } from '../../src/reporting/answers-report.ts'
import { cohortsReport } from '../../src/reporting/cohorts-report.ts'
import { distributionReport } from '../../src/reporting/distribution-report.ts'
import { distributionRows } from '../../src/reporting/distribution-rows.ts'
import { standingHolds } from '../../src/reporting/holds-report.ts'
import { monthsReport } from '../../src/reporting/months-report.ts'
import { revenueDimensions, type RevenueDimension } from '../../src/reporting/revenue-question.ts'
import { revenueReport } from '../../src/reporting/revenue-report.ts'
import { unbilledReport } from '../../src/reporting/unbilled-report.ts'
import { usageReport } from '../../src/reporting/usage-report.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { openTestServer } from '../database/test-database.ts'
import { arbitraryScript } from '../model/arbitrary-script.ts'
import { playScript } from '../model/play-script.ts'
import { instant } from '../rules/examples.ts'
import { addedUp, groupedLines } from './recount/added-up.ts'
import { rawBooks, type RawBooks } from './recount/raw-books.ts'
import { recountCohorts } from './recount/recount-cohorts.ts'
import { recountDistribution } from './recount/recount-distribution.ts'
import { recountHolds } from './recount/recount-holds.ts'
import { recountRevenue } from './recount/recount-revenue.ts'
import { recountUnbilled } from './recount/recount-unbilled.ts'
import { recountUsage } from './recount/recount-usage.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

const months = 4
const [first, last] = [billingMonth('2024-01'), billingMonth('2027-12')]

test('whatever happened, every report equals a naive recount, whatever is rolled up', async () => {
  const seen = { books: 0, lines: 0, events: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryScript(months), async (script) => {
      await withScratchDatabase(server, async (books) => {
        await playScript({ ...books, server }, script)
        const raw = await rawBooks(books.runtime)
        await compareAll(books.runtime, raw)
        await rollUpUsage(books.runtime)
        await compareAll(books.runtime, raw)
        seen.books += 1
        seen.lines += raw.lines.length
        seen.events += raw.events.length
      })
    }),
    { numRuns: 10, interruptAfterTimeLimit: 25_000, endOnFailure: true },
  )
  expect(Math.min(seen.books, seen.lines, seen.events)).toBeGreaterThan(0)
}, 120_000)

async function compareAll(db: Database, raw: RawBooks): Promise<void> {
  await compareUsage(db, raw)
  await compareRevenue(db, raw)
  await compareMonths(db, raw)
  expect(await unbilled(db)).toEqual(recountUnbilled(raw))
  expect(await holds(db)).toEqual(recountHolds(raw))
  expect(await cohorts(db)).toEqual(recountCohorts(raw))
  expect(await answers(db)).toEqual(recountAnswers(raw))
  for (const [from, to] of [
    [first, last],
    [billingMonth('2024-08'), billingMonth('2024-10')],
    [billingMonth('2026-02'), billingMonth('2026-03')],
  ] as const)
    expect(
      distributionRows(await distributionReport(db, { from, to })).map(
        ({ measure, statistic, customers, value }) => `${measure} ${statistic} ${customers} ${value}`,
      ),
    ).toEqual(recountDistribution(raw, from, to))
}

async function compareUsage(db: Database, raw: RawBooks): Promise<void> {
  const asked = [
    ['month', ['resource', 'disposition']],
    ['month', ['customer', 'channel']],
    ['day', ['customer', 'outcome', 'source']],
    ['day', []],
    ['hour', ['customer']],
  ] as const
  for (const [interval, groupBy] of asked) {
    const period =
      interval === 'hour' ? { from: first, to: billingMonth('2028-01') } : { from: first, to: last }
    const rows = await usageReport(db, { ...period, interval, groupBy })
    const told = rows.filter(({ events }) => events > 0)
    expect(
      told
        .map((row) => {
          const key = [row.period, ...groupBy.map((each) => row[each])].join(' ')
          return `${key}: ${row.events} ${row.quantity.toFixed()}`
        })
        .toSorted(),
    ).toEqual(recountUsage(raw, interval, groupBy))
  }
}

async function compareRevenue(db: Database, raw: RawBooks): Promise<void> {
  const asked: readonly (readonly RevenueDimension[])[] = [
    ['month'],
    ['month', 'charge', 'adjustment'],
    ['usageMonth', 'class'],
    ['kind', 'package'],
    revenueDimensions,
  ]
  for (const groupBy of asked) {
    const { rows, total } = await revenueReport(db, { from: first, to: last, groupBy })
    expect(
      rows
        .map((row) => {
          const counts = [
            row.documents,
            row.creditNotes,
            row.lines,
            row.quantity.toFixed(),
            row.net.toFixed(),
          ]
          return `${groupBy.map((each) => row[each]).join(' ')}: ${counts.join(' ')}`
        })
        .toSorted(),
    ).toEqual(recountRevenue(raw, groupBy))
    expect([total.net, total.vat, total.gross].map((amount) => amount.toFixed())).toEqual(
      (['net', 'vat', 'gross'] as const).map((each) =>
        addedUp(raw.documents.map((own) => own[each])).toFixed(),
      ),
    )
  }
}

async function compareMonths(db: Database, { months: known, events, documents }: RawBooks): Promise<void> {
  const told = (await monthsReport(db)).map(
    ({ month, eventsPosted, documents: count, gross }) =>
      `${month} ${eventsPosted} ${count} ${formatMoney(gross)}`,
  )
  const posted = events.map(({ postingMonth }) => postingMonth)
  const all = [...new Set([...known.map(({ month }) => month), ...posted])].toSorted()
  expect(told).toEqual(
    all.map((month) => {
      const issued = documents.filter((document) => document.month === month)
      const gross = addedUp(issued.map((document) => document.gross))
      return `${month} ${posted.filter((each) => each === month).length} ${issued.length} ${gross.toFixed(2)}`
    }),
  )
}

async function unbilled(db: Database): Promise<readonly string[]> {
  return (await unbilledReport(db))
    .map(
      ({ kind, postingMonth, usageMonth, events, quantity }) =>
        `${kind} ${postingMonth} ${usageMonth}: ${events} ${quantity.toFixed()}`,
    )
    .toSorted()
}

async function holds(db: Database): Promise<readonly string[]> {
  return (await standingHolds(db))
    .map(({ customer, usageMonth, heldIn, reason }) => `${customer} ${usageMonth} ${heldIn} ${reason.reason}`)
    .toSorted()
}

async function cohorts(db: Database): Promise<readonly string[]> {
  return (await cohortsReport(db))
    .map(
      ({ cohort, month, customers, active, events, quantity }) =>
        `${cohort} ${month}: ${events} ${quantity.toFixed()} ${customers} ${active}`,
    )
    .toSorted()
}

async function answers(db: Database): Promise<readonly string[]> {
  const question = { from: instant('2020-01-01T00:00:00Z'), to: instant('2030-01-01T00:00:00Z') }
  return (await answersReport(db, question))
    .map(
      ({ hour, sentBy, source, answer, disposition, events }) =>
        `${formatInstant(hour)} ${sentBy} ${source} ${answer} ${disposition}: ${events}`,
    )
    .toSorted()
}

/** Taken-back calls too: they were answered. */
function recountAnswers({ events }: RawBooks): readonly string[] {
  return groupedLines(
    events,
    ({ recordedAt, recordedBy, source, disposition }) => [
      `${recordedAt.slice(0, 13)}:00:00Z`,
      recordedBy,
      source,
      'recorded',
      disposition,
    ],
    (group) => String(group.length),
  )
}
