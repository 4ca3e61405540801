import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addMonths,
  endOfMonth,
  monthsFrom,
  nextMonth,
  startOfMonth,
  type BillingMonth,
} from '../../rules/billing-month.ts'
import { secondsAfter } from '../../rules/instant.ts'
import { formatMoney, noMoney } from '../../rules/money.ts'
import type { Database } from '../../src/database/client.ts'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { forecastMonth } from '../../src/forecasting/forecast-month.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { loadRunTotals } from '../../src/invoicing/load-run-totals.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { loadBooks } from '../../src/invoicing/run-months.ts'
import { attributionAt } from '../fixtures/books.ts'
import { openTestServer } from '../database/test-database.ts'
import { arbitraryScript } from '../model/arbitrary-script.ts'
import { playScript } from '../model/play-script.ts'
import { addedUp } from '../reporting/recount/added-up.ts'
import { monthIn } from '../reporting/recount/helsinki.ts'
import { rawBooks } from '../reporting/recount/raw-books.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

test('at the last instant of a month its forecast is what closing and running it then gives, for all and for each', async () => {
  let documents = 0
  await fc.assert(
    fc.asyncProperty(arbitraryScript(3), fc.constantFrom(0, 1), async (script, ahead) => {
      await withScratchDatabase(server, async (books) => {
        await playScript({ ...books, server }, script)
        documents += await compareWithRun(books.runtime, ahead)
      })
    }),
    { numRuns: 8, interruptAfterTimeLimit: 20_000, endOnFailure: true },
  )
  expect(documents).toBeGreaterThan(0)
}, 120_000)

/** The number of documents that the run issued. */
async function compareWithRun(db: Database, ahead: number): Promise<number> {
  const { oldestOpenMonth } = await loadBooks(db)
  const month = addMonths(oldestOpenMonth, ahead)
  const asOf = secondsAfter(endOfMonth(month), -0.000001)
  const forecast = await forecastMonth(db, { asOf })
  const customers = (await db.sql<{ customer_id: string }[]>`select customer_id from customers`).map(
    (row) => row.customer_id,
  )
  const alone = new Map<string, string>()
  for (const customer of customers) {
    const own = await forecastMonth(db, { asOf, customers: [customer] })
    alone.set(customer, formatMoney(own.forecast?.gross ?? noMoney))
  }
  await runUpTo(db, month)
  const issued = await loadRunTotals(db, month)
  expect(forecast.forecast).toEqual(issued)
  expect(forecast.soFar).toEqual(issued)
  const raw = await rawBooks(db)
  for (const customer of customers) {
    const document = raw.documents.find((each) => each.customer === customer && each.month === month)
    expect(`${customer} ${alone.get(customer)}`).toBe(`${customer} ${document?.gross ?? '0.00'}`)
  }
  const used = raw.events.filter(
    ({ at, takenBack, disposition }) => !takenBack && disposition === 'billable' && monthIn(at) === month,
  )
  expect(
    forecast.resources.map(({ resource, events, quantity, forecastQuantity }) => [
      resource,
      events,
      quantity.toFixed(),
      forecastQuantity?.toFixed(),
    ]),
  ).toEqual(
    [...Map.groupBy(used, ({ resource }) => resource)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([resource, own]) => {
        const quantity = addedUp(own.map((event) => event.quantity)).toFixed()
        return [resource, own.length, quantity, quantity]
      }),
  )
  return issued.invoices + issued.creditNotes
}

async function runUpTo(db: Database, month: BillingMonth): Promise<void> {
  const { firstMonth, lastIssuedMonth, oldestOpenMonth } = await loadBooks(db)
  const first = lastIssuedMonth === undefined ? firstMonth : nextMonth(lastIssuedMonth)
  for (const each of monthsFrom(first, month)) {
    const attribution = attributionAt(startOfMonth(addMonths(month, 6))) // whatever the clock of the play came to
    if (each >= oldestOpenMonth) await closeMonth(db, each, attribution)
    await runInvoices(db, each, { allowSample: true }, attribution)
  }
}
