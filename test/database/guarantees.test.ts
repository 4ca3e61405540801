import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabasePool } from '../../src/database/client.ts'
import { mapDatabaseError } from '../../src/database/map-database-error.ts'
import { BillingError } from '../../src/errors/billing-error.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase

// January is closed and issued, February is closed and its run is under way, March is the oldest open month.
beforeAll(async () => {
  db = await testDatabase()
  await openBooks(db.runtime)
  await addCustomer(db.runtime, { id: 'c1', api: ['2026-01-02T00:00:00+02:00'] })
  await call(db.runtime, { id: 'e1', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
  await closeAndRun(db.runtime, '2026-01', '2026-02-03T08:00:00+02:00')
  await db.owner.sql`update months set closed_at = '2026-03-03T08:00:00+02:00' where month = '2026-02-01'`
  await db.owner.sql`
    insert into months (month, recorded_at, recorded_by) values ('2026-03-01', '2026-03-03T08:00:00+02:00', 'test')`
  await db.owner.sql`
    insert into invoice_runs (month, issue_date, rule_set, sample_allowed, recorded_at, recorded_by)
    values ('2026-02-01', '2026-03-03', 'test', true, '2026-03-03T08:00:00+02:00', 'test')`
})

afterAll(() => db.drop())

/** What the database says to a statement: the guarantee that it names, or that it lacks the privilege. */
async function refusal(pool: DatabasePool, statement: string): Promise<string> {
  try {
    await pool.sql.begin(async (tx) => {
      await tx.unsafe(statement)
    })
    return 'done'
  } catch (error) {
    const mapped = mapDatabaseError(error)
    if (!(mapped instanceof BillingError)) return error instanceof Error ? error.message : String(error)
    return mapped.code === 'guarantee-violated' ? String(mapped.details['guarantee']) : mapped.code
  }
}

const appendOnly = [
  'price_lists',
  'customers',
  'customer_particulars',
  'service_terms',
  'revenue_reports',
  'agreed_monthly_fees',
  'vat_treatments',
  'customer_prices',
  'event_retractions',
  'manual_charges',
  'clerk_holds',
  'access_changes',
  'recording_batches',
  'events',
  'events_2026_01',
  'documents',
  'document_lines',
  'document_numbers',
  'holds',
  'journal_entries',
  'journal_lines',
] as const

describe('append-only: facts, events, documents and the journal are never edited or deleted', () => {
  test.each(appendOnly)('%s, by a careless owner and by the runtime role', async (name) => {
    const column = name === 'price_lists' ? 'name' : name === 'recording_batches' ? 'note' : 'customer_id'
    for (const statement of [
      `update ${name} set ${column} = ${column}`,
      `delete from ${name}`,
      `truncate ${name} cascade`,
    ]) {
      expect(await refusal(db.owner, statement)).toBe('append-only')
      expect(await refusal(db.runtime, statement)).toBe('database-privileges')
    }
  })
})

const attribution = "'2026-03-04T08:00:00+02:00', 'test'"
const document = (customer: string, month: string, number: number, gross = '1.26') => `
  insert into documents (customer_id, billing_month, kind, year, number, issue_date, due_date, buyer, net, vat, gross,
    vat_groups, corrects, rule_set, rule_set_hash, price_lists, commitment, recorded_at, recorded_by)
  values ('${customer}', '${month}', 'invoice', 2026, ${number}, '2026-03-03', '2026-03-17', '{}', 1, 0.26, ${gross}, '[]', '{}',
    'test', 'hash', '[]', 'hash', ${attribution})`
const entry = `insert into journal_entries (customer_id, voucher, entry_date, recorded_at, recorded_by)
  values ('c1', 'v', '2026-03-03', ${attribution});`
const line = (debit: number, credit: number, number: number) =>
  `('c1', 'v', ${number}, 'receivables', ${debit}, ${credit})`
const lines = (...values: readonly string[]) =>
  `insert into journal_lines (customer_id, voucher, line_number, account, debit, credit) values ${values.join(', ')};`
const numbers = (...values: readonly number[]) =>
  `insert into document_numbers (kind, year, number, customer_id, billing_month) values ${values
    .map((number) => `('invoice', 2026, ${number}, 'n${number}', '2026-02-01')`)
    .join(', ')}`

const refused: readonly [string, string, string][] = [
  [
    'a fact posted to a closed month',
    `insert into revenue_reports (customer_id, from_month, posting_month, eur, recorded_at, recorded_by)
    values ('c1', '2026-01-01', '2026-02-01', 1, ${attribution})`,
    'nothing-posted-to-a-closed-month',
  ],
  [
    'a fact posted later than it became known',
    `insert into revenue_reports (customer_id, from_month, posting_month, eur, recorded_at, recorded_by)
    values ('c1', '2026-03-01', '2026-04-01', 1, ${attribution})`,
    'nothing-posted-to-a-closed-month',
  ],
  [
    'a fact of a customer that is not there',
    `insert into revenue_reports (customer_id, from_month, posting_month, eur, recorded_at, recorded_by)
    values ('nobody', '2026-03-01', '2026-03-01', 1, ${attribution})`,
    'revenue_reports_customer',
  ],
  [
    'reopening a closed month',
    `update months set closed_at = null where month = '2026-01-01'`,
    'closed-month-is-frozen',
  ],
  [
    'closing a closed month again',
    `update months set closed_at = now() where month = '2026-01-01'`,
    'closed-month-is-frozen',
  ],
  ['deleting a month', `delete from months where month = '2026-03-01'`, 'closed-month-is-frozen'],
  [
    'opening a month out of order',
    `insert into months (month, recorded_at, recorded_by) values ('2026-05-01', ${attribution})`,
    'months-in-order',
  ],
  [
    'closing a month before it has ended',
    `update months set closed_at = '2026-03-31T23:59:59+03:00' where month = '2026-03-01'`,
    'only-ended-months-close',
  ],
  [
    'closing while the run before is not complete',
    `update months set closed_at = '2026-04-03T08:00:00+03:00' where month = '2026-03-01'`,
    'closing-waits-for-the-run',
  ],
  [
    'a run of an open month',
    `insert into invoice_runs (month, issue_date, rule_set, sample_allowed, recorded_at, recorded_by)
    values ('2026-03-01', '2026-03-03', 'test', true, ${attribution})`,
    'runs-of-closed-months',
  ],
  [
    'another issue date for a started run',
    `update invoice_runs set issue_date = '2026-03-04' where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  [
    'changing a complete run',
    `update invoice_runs set completed_at = null where month = '2026-01-01'`,
    'runs-are-kept',
  ],
  [
    'a run that is complete before it has begun',
    `update invoice_runs set completed_at = now() where month = '2026-02-01';
    update months set closed_at = '2026-04-03T08:00:00+03:00' where month = '2026-03-01';
    insert into invoice_runs (month, issue_date, rule_set, sample_allowed, completed_at, recorded_at, recorded_by)
    values ('2026-03-01', '2026-04-03', 'test', true, now(), ${attribution})`,
    'runs-are-kept',
  ],
  [
    'a run that goes back to its beginning',
    `update invoice_runs set issued_up_to = 'c1' where month = '2026-02-01';
    update invoice_runs set issued_up_to = null where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  ['deleting a run', `delete from invoice_runs where month = '2026-02-01'`, 'runs-are-kept'],
  ['a skipped number', numbers(3), 'numbers-are-gapless'],
  ['a gap within one block of numbers', numbers(2, 4), 'numbers-are-gapless'],
  [
    'a number for a month whose run is complete',
    numbers(2).replace('2026-02-01', '2026-01-01'),
    'documents-belong-to-a-run',
  ],
  [
    "a number of another year than its run's",
    numbers(1).replace('2026,', '2027,'),
    'documents-belong-to-a-run',
  ],
  ['a number that was used', numbers(1), 'document_numbers_kind_year_number_pk'],
  [
    'completing a run whose number has no document',
    `${numbers(2)}; update invoice_runs set completed_at = now() where month = '2026-02-01'`,
    'numbers-belong-to-documents',
  ],
  [
    'completing a run whose document has no number',
    `${document('c1', '2026-02-01', 2)}; update invoice_runs set completed_at = now() where month = '2026-02-01'`,
    'numbers-belong-to-documents',
  ],
  [
    'a second document for a customer and month',
    `${document('c1', '2026-02-01', 2)}; ${document('c1', '2026-02-01', 3)}`,
    'documents_customer_id_billing_month_pk',
  ],
  [
    'a document of a month whose run is complete',
    document('c9', '2026-01-01', 2),
    'documents-belong-to-a-run',
  ],
  [
    'a document whose gross is not net plus VAT',
    document('c1', '2026-02-01', 2, '1.27'),
    'documents_gross_is_net_plus_vat',
  ],
  [
    'lines added to a booked entry, though they balance',
    `insert into journal_lines (customer_id, voucher, line_number, account, debit, credit) values
      ('c1', '2026-0000001', 98, 'receivables', 1, 0), ('c1', '2026-0000001', 99, 'receivables', 0, 1)`,
    'entries-are-whole',
  ],
  ['lines without an entry', lines(line(1, 0, 1), line(0, 1, 2)), 'entries-are-whole'],
  [
    'a price list for a closed month',
    `insert into price_lists (name, status, effective_from, content, recorded_at, recorded_by)
      values ('late', 'binding', '2026-02-01', '{}', ${attribution})`,
    'prices-of-closed-months-stand',
  ],
  [
    'terms that reach into a closed month of a customer that has called',
    `insert into service_terms (customer_id, from_month, posting_month, pricing_model, service_package, recorded_at,
      recorded_by) values ('c1', '2026-01-01', '2026-03-01', 'package', 'basic', ${attribution})`,
    'terms-of-closed-months-stand',
  ],
  [
    'other sums of a closed month',
    `update usage_totals set quantity = quantity + 1 where posting_month = '2026-01-01'`,
    'sums-of-closed-months-stand',
  ],
  [
    'another first success in a closed month',
    `delete from first_successes where posting_month = '2026-01-01'`,
    'sums-of-closed-months-stand',
  ],
  ['an entry that does not balance', entry + lines(line(2, 0, 1), line(0, 1, 2)), 'entries-balance'],
  [
    'a line added to a balanced entry',
    `insert into journal_lines (customer_id, voucher, line_number, account, debit, credit)
    values ('c1', '2026-0000001', 99, 'receivables', 1, 0)`,
    'entries-are-whole',
  ],
  ['a line with both sides', entry + lines(line(1, 1, 1)), 'journal_lines_one_side'],
  [
    'a backdated access change',
    `insert into access_changes (customer_id, change_number, at, open, recorded_at, recorded_by)
    values ('c1', 2, '2026-02-01T00:00:00+02:00', false, ${attribution})`,
    'no-backdated-access',
  ],
  [
    'an access change before the last one',
    `insert into access_changes (customer_id, change_number, at, open, recorded_at, recorded_by)
    values ('c1', 2, '2026-01-01T00:00:00+02:00', false, ${attribution})`,
    'access-changes-in-order',
  ],
]

describe('the database refuses, as owner too, and names the guarantee', () => {
  test.each(refused)('%s', async (_name, statement, guarantee) => {
    expect(await refusal(db.owner, statement)).toContain(guarantee)
  })

  test('a balanced entry and the next number are taken, so the refusals above are about what they say', async () => {
    expect(
      await refusal(
        db.owner,
        `${entry}${lines(line(1, 0, 1), line(0, 1, 2))} do $$ begin raise exception 'as planned'; end $$`,
      ),
    ).toBe('as planned')
    expect(
      await refusal(db.owner, `${numbers(2, 3)}; do $$ begin raise exception 'as planned'; end $$`),
    ).toBe('as planned')
  })
})
