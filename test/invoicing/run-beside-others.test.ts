import { afterEach, beforeEach, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { DatabasePool } from '../../src/database/client.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { recordPriceList } from '../../src/prices/record-price-list.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { january, sampleList } from '../rules/examples.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks } from './books.ts'

const february = billingMonth('2026-02')

let database: TestDatabase
let db: DatabasePool
beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-01T00:00:00+02:00'] })
  await addCustomer(db, { id: 'c2' })
  await call(db, { id: 'e1', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
})
afterEach(() => database.drop())

test('an API that is opened and called while the run reads does not disturb it', async () => {
  await closeMonth(db, january, clerk('2026-02-02T08:00:00+02:00'))
  let run: Promise<unknown> = Promise.resolve()
  await database.owner.sql.begin(async (held) => {
    await held`lock table first_successes in access exclusive mode` // the run has read the openings, and waits here
    run = runInvoices(db, january, { allowSample: true }, clerk('2026-02-02T08:00:00+02:00'))
    run.catch(() => undefined)
    await untilWaiting(database.owner, 'first_successes')
    const opened = clerk('2026-02-02T08:00:00+02:00')
    const change = { customer: 'c2', at: opened.recordedAt, open: true }
    await atomically(db, (tx) => recordAccessChanges(tx, [change], opened))
    await call(db, { id: 'e2', customer: 'c2', at: '2026-02-02T09:00:00+02:00' })
  })
  expect(await run).toBe('complete')
})

/** Until somebody waits for the table's lock that is held. */
async function untilWaiting({ sql }: DatabasePool, table: string): Promise<void> {
  while ((await sql`select from pg_locks where not granted and relation = ${table}::regclass`).length === 0);
}

test('a run that is stopped and repeated names the buyers as they were known when it was first started', async () => {
  await closeMonth(db, january, clerk('2026-02-02T08:00:00+02:00'))
  const at = clerk('2026-02-02T08:00:00+02:00')
  const stopped = { allowSample: true, interrupted: AbortSignal.abort() }
  await expect(runInvoices(db, january, stopped, at)).rejects.toThrow(/interrupted/)
  const renamed = { customer: 'c1', name: 'Uusi Oy', businessId: null, vatNumber: null }
  await atomically(db, (tx) => recordCustomers(tx, [renamed], clerk('2026-02-02T09:00:00+02:00')))
  await runInvoices(db, january, { allowSample: true }, clerk('2026-02-02T10:00:00+02:00'))
  expect(await readDocuments(db, {})).toMatchObject([{ customer: 'c1', buyer: { name: 'c1' } }])
})

test('a sample list that was allowed when the run was started is allowed when it is repeated', async () => {
  await closeMonth(db, january, clerk('2026-02-02T08:00:00+02:00'))
  const at = clerk('2026-02-02T08:00:00+02:00')
  const stopped = { allowSample: true, interrupted: AbortSignal.abort() }
  await expect(runInvoices(db, january, stopped, at)).rejects.toThrow(
    /Go on with: npx laskuri invoice run 2026-01$/,
  )
  expect(await runInvoices(db, january, { allowSample: false }, at)).toBe('complete')
})

test('a late call that bills nothing does not call for the sample list of its month', async () => {
  const binding = { ...sampleList, status: 'binding', effectiveFrom: february } as const
  await atomically(db, (tx) => recordPriceList(tx, binding, clerk('2026-01-20T08:00:00+02:00')))
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  const late = { at: '2026-01-11T10:00:00+02:00', recordedAt: '2026-02-10T10:00:00+02:00' }
  await call(db, { id: 'e2', customer: 'c1', outcome: 'failed', ...late })
  await closeMonth(db, february, clerk('2026-03-02T08:00:00+02:00'))
  expect(await runInvoices(db, february, { allowSample: false }, clerk('2026-03-02T08:00:00+02:00'))).toBe(
    'complete',
  )
})

const particulars = { name: 'Vanha Oy', businessId: null, vatNumber: null }
const renamed = ['c1', 'd1'].map((customer) => ({ ...particulars, customer, name: 'Uusi Oy' }))
const begunBefore = clerk('2026-02-02T07:59:00+02:00') // an import of a large file takes a while

test('customers renamed while the run goes on keep their names in all of it', async () => {
  await closeTwoBlocks()
  let run: Promise<unknown> = Promise.resolve()
  await database.owner.sql.begin(async (held) => {
    await held`lock table document_numbers in access exclusive mode` // the run has read its first block, and waits here
    run = runInvoices(db, january, { allowSample: true }, clerk('2026-02-02T08:00:00+02:00'))
    run.catch(() => undefined)
    await untilWaiting(database.owner, 'document_numbers')
    await atomically(db, (tx) => recordCustomers(tx, renamed, begunBefore))
  })
  await run
  expect(await buyerNames()).toEqual(['c1', 'd1'])
})

test('a run that starts while an import renames customers names all of them anew', async () => {
  await closeTwoBlocks()
  let run: Promise<unknown> = Promise.resolve()
  await atomically(db, async (tx) => {
    await recordCustomers(tx, renamed, begunBefore)
    run = runInvoices(db, january, { allowSample: true }, clerk('2026-02-02T08:00:00+02:00'))
    run.catch(() => undefined)
    await expect.poll(() => isWaitingForLane()).toBe(true)
  })
  await run
  expect(await buyerNames()).toEqual(['Uusi Oy', 'Uusi Oy'])
})

/** Closes January for a first block with c1 and a second one with d1, both to be invoiced. */
async function closeTwoBlocks(): Promise<void> {
  const uncalled = Array.from({ length: 1000 }, (_, index) => ({ customer: `c1-${index}`, ...particulars }))
  await atomically(db, (tx) => recordCustomers(tx, uncalled, clerk('2026-01-01T00:00:00+02:00')))
  await addCustomer(db, { id: 'd1', api: ['2026-01-01T00:00:00+02:00'] })
  await call(db, { id: 'e2', customer: 'd1', at: '2026-01-10T10:00:00+02:00' })
  await closeMonth(db, january, clerk('2026-02-02T08:00:00+02:00'))
}

async function buyerNames(): Promise<readonly string[]> {
  return (await readDocuments(db, {})).map(({ buyer }) => buyer.name)
}

async function isWaitingForLane(): Promise<boolean> {
  const waiting = await database.owner.sql`
    select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
  return waiting.length > 0
}

test('a run that was started under another rule set is not finished under this one', async () => {
  await closeMonth(db, billingMonth('2026-01'), clerk('2026-02-02T08:00:00+02:00'))
  await db.sql`
    insert into invoice_runs (month, issue_date, rule_set, sample_allowed, recorded_at, recorded_by)
    values ('2026-01-01', '2026-02-02', '2031-01', true, '2026-02-02T08:00:00+02:00', 'test')`
  const repeated = runInvoices(
    db,
    billingMonth('2026-01'),
    { allowSample: true },
    clerk('2026-02-02T09:00:00+02:00'),
  )
  await expect(repeated).rejects.toThrow(/started under the rule set 2031-01/)
})
