import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused, expectTaken, type Forbidden } from './refusal.ts'
import { balanced, document, documentLine, entry, entryLines, number, wholeDocument } from './statements.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

const complete = `update invoice_runs set completed_at = now() where month = '2026-02-01';`
const january = { month: '2026-01-01', customer: 'c2' }

const numbers: readonly Forbidden[] = [
  ['a skipped number', number({ number: 3 }), 'numbers-are-gapless'],
  [
    'a gap inside a block of numbers',
    number().replace(';', `, ('invoice', 2026, 4, 'c2', '2026-02-01');`),
    'numbers-are-gapless',
  ],
  [
    'a number of another series that does not begin at 1',
    number({ kind: 'credit-note' }),
    'numbers-are-gapless',
  ],
  ['a number that was used', number({ number: 1 }), 'document_numbers_kind_year_number_pk'],
  ['a number for a month whose run is complete', number(january), 'documents-belong-to-a-run'],
  ['a number for a month without a run', number({ month: '2026-03-01' }), 'documents-belong-to-a-run'],
  ["a number of another year than its run's", number({ year: 2027, number: 1 }), 'documents-belong-to-a-run'],
  ['a number without a document', number(), 'numbers-belong-to-documents'],
  ['completing a run whose number has no document', number() + complete, 'numbers-belong-to-documents'],
  ['a document without a number', document(), 'numbers-belong-to-documents'],
  ['a document of another number', number() + document({ number: 3 }), 'numbers-belong-to-documents'],
  ['a document of another year', number() + document({ year: 2027 }), 'numbers-belong-to-documents'],
  ['a document of another kind', number() + document({ kind: 'credit-note' }), 'numbers-belong-to-documents'],
  ["somebody else's number", number() + document({ customer: 'c2' }), 'numbers-belong-to-documents'],
]

describe('numbers are gapless and unique, each with its document', () => {
  test.each(numbers)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('the next number with its document is taken, and the run can then be complete', async () => {
    await expectTaken(db.runtime, wholeDocument + complete)
  })
})

const seconds: readonly Forbidden[] = [
  ['a second document', wholeDocument + document(), 'documents_customer_id_billing_month_pk'],
  [
    'a second document under a number of its own',
    wholeDocument + number({ number: 3 }) + document({ number: 3 }),
    'document_numbers_one_per_document',
  ],
  ['a document of a month whose run is complete', document(january), 'documents-belong-to-a-run'],
  ['a document of a month without a run', document({ month: '2026-03-01' }), 'documents-belong-to-a-run'],
  [
    'a document dated otherwise than its run',
    number() + document({ date: '2026-03-04' }),
    'documents-belong-to-a-run',
  ],
  [
    'a hold of a month whose run is complete',
    `insert into holds (customer_id, billing_month, usage_month, reason, details)
      values ('c1', '2026-01-01', '2026-01-01', 'revenue-unknown', '{}')`,
    'documents-belong-to-a-run',
  ],
]

describe('one document per customer and billing month, issued by the run of the month', () => {
  test.each(seconds)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })
})

const booked = entry() + entryLines(balanced)

const halves: readonly Forbidden[] = [
  ['a document without lines', number() + document() + booked, 'documents-are-whole'],
  ['a document without its entry', number() + document() + documentLine(), 'documents-are-whole'],
  ['lines without a document', documentLine(), 'documents-are-whole'],
  [
    'lines that do not add up to it',
    number() + document() + documentLine({ net: '2' }),
    'documents-are-whole',
  ],
  [
    'lines added to it, though they add up to nothing',
    wholeDocument +
      documentLine({ line: 2 }).replace(
        ';',
        documentLine({ line: 3, net: '-1' }).replace(/^[\s\S]*values/, ','),
      ),
    'documents-are-whole',
  ],
  [
    'a line added to a document of a complete run',
    documentLine({ line: 9, month: '2026-01-01' }),
    'documents-belong-to-a-run',
  ],
  [
    'a document to nobody',
    number({ customer: 'nobody' }) + document({ customer: 'nobody' }),
    'documents-are-whole',
  ],
  ['a document that commits to nothing', number() + document({ hash: null }), 'documents_commit'],
  [
    'a line that commits to no events',
    number() + document() + documentLine().replace(/0, '[^']+'\);$/, 'null, null);'),
    'document_lines_commit',
  ],
  [
    'a line that is no difference',
    number() + document() + documentLine({ after: '5' }),
    'document_lines_are_differences',
  ],
  ['a line of nothing', number() + document() + documentLine({ net: '0' }), 'document_lines_are_differences'],
  [
    'a gross that is not net plus VAT',
    number() + document({ gross: '1.27' }),
    'documents_gross_is_net_plus_vat',
  ],
  [
    'an invoice below zero',
    number() + document({ kind: 'credit-note' }).replace("'credit-note'", "'invoice'"),
    'documents_credit_notes_are_negative',
  ],
]

describe('a document is issued whole: its number, all of its lines at once, its entry, and what it commits to', () => {
  test.each(halves)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })
})
