// Half a year in four customers: c1 is billed as it should be, c2's revenue is unknown until May, the basic package of
// c3 lacks the API, and c4 never opened it. Stages go on from each other, in this order.
import type { Database } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { issueBlock } from '../../src/invoicing/issue-block.ts'
import { startRun } from '../../src/invoicing/invoice-run.ts'
import { loadCustomerBlock } from '../../src/invoicing/load-month.ts'
import { planInvoice } from '../../src/invoicing/plan-invoice.ts'
import { loadBooks, setUpRun } from '../../src/invoicing/run-months.ts'
import { may } from '../rules/examples.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks, reportRevenue } from '../invoicing/books.ts'

/** March is called, closed and invoiced. */
export async function marchIssued(db: Database): Promise<void> {
  await openBooks(db)
  const api = ['2026-03-01T00:00:00+02:00']
  await addCustomer(db, { id: 'c1', api })
  await addCustomer(db, { id: 'c2', revenue: null, api })
  await addCustomer(db, { id: 'c3', terms: { pricingModel: 'package', servicePackage: 'basic' } })
  await addCustomer(db, { id: 'c4' })
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  const at = '2026-03-10T10:00:00+02:00'
  await call(
    db,
    { id: 'e1', customer: 'c1', quantity: 10, at },
    { id: 'e2', customer: 'c1', outcome: 'failed', at },
    { id: 'e3', customer: 'c1', channel: 'finvoice-import', quantity: 4, at },
    { id: 'e4', customer: 'c1', resource: 'customerlist.nv', method: 'GET', at },
    { id: 'b1', customer: 'c2', quantity: 5, at },
    { id: 'n1', customer: 'c3', at },
    { id: 'a1', customer: 'c4', at },
  )
  await closeAndRun(db, '2026-03', '2026-04-03T08:00:00+03:00')
}

/** April brings late calls of March. */
export async function aprilIssued(db: Database): Promise<void> {
  const recordedAt = '2026-04-15T10:00:00+03:00'
  await call(
    db,
    { id: 'e5', customer: 'c1', quantity: 2, at: '2026-03-20T10:00:00+02:00', recordedAt },
    { id: 'b2', customer: 'c2', at: '2026-03-30T10:00:00+03:00', recordedAt },
    { id: 'b3', customer: 'c2', at: recordedAt },
  )
  await closeAndRun(db, '2026-04', '2026-05-04T08:00:00+03:00')
}

/** c2's revenue becomes known; June's first call comes before May is closed. */
export async function mayClosed(db: Database): Promise<void> {
  await reportRevenue(db, 'c2', '2026-01', 350_000, '2026-05-10T10:00:00+03:00')
  await call(
    db,
    { id: 'e6', customer: 'c1', at: '2026-05-11T10:00:00+03:00' },
    { id: 'b4', customer: 'c2', at: '2026-05-12T10:00:00+03:00' },
    { id: 'e7', customer: 'c1', at: '2026-06-01T00:30:00+03:00' },
  )
  await closeMonth(db, may, clerk('2026-06-03T08:00:00+03:00', 'as every month'))
}

/** May's run is killed when it has issued c1. */
export async function mayRunning(db: Database): Promise<void> {
  const attribution = clerk('2026-06-03T09:00:00+03:00')
  const run = await startRun(db, may, { issueDate: '2026-06-03', sampleAllowed: true }, attribution)
  const setup = await setUpRun(db, may, await loadBooks(db))
  const [customer] = await loadCustomerBlock(db, setup, null)
  if (customer === undefined) throw new Error('there is no customer')
  await issueBlock(db, run, setup.priceLists, [{ customer, plan: planInvoice(customer, setup) }], attribution)
}

/** The run is repeated, and bills c2 for March, April and May. */
export async function mayIssued(db: Database): Promise<void> {
  await closeAndRun(db, '2026-05', '2026-06-03T10:00:00+03:00')
}

/** c2's revenue is corrected to above the table: what is billed stays, what is new is held. */
export async function juneIssued(db: Database): Promise<void> {
  await reportRevenue(db, 'c2', '2026-03', 50_000_000, '2026-06-10T10:00:00+03:00')
  const recordedAt = '2026-06-11T10:00:00+03:00'
  await call(
    db,
    { id: 'b5', customer: 'c2', quantity: 7, at: '2026-05-20T10:00:00+03:00', recordedAt },
    { id: 'b6', customer: 'c2', at: recordedAt },
  )
  await closeAndRun(db, '2026-06', '2026-07-03T08:00:00+03:00')
}
