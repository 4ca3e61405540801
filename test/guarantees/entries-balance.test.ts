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

const issued = number() + document() + documentLine()

const refused: readonly Forbidden[] = [
  [
    'an entry that does not balance',
    issued +
      entry() +
      entryLines([
        [2, 0],
        [0, 1],
      ]),
    'entries-balance',
  ],
  [
    'a line that is added to an entry',
    entryLines([[1, 0]], { voucher: '2026-0000001', from: 99 }),
    'entries-are-whole',
  ],
  [
    'lines that are added to an entry, though they balance',
    entryLines(
      [
        [1, 0],
        [0, 1],
      ],
      { voucher: '2026-0000001', from: 98 },
    ),
    'entries-are-whole',
  ],
  [
    'the lines of an entry in two statements',
    issued + entry() + entryLines([[1, 0]]) + entryLines([[0, 1]], { from: 2 }),
    'entries-balance',
  ],
  ['lines without an entry', entryLines(balanced), 'entries-are-whole'],
  ['a line with both sides', issued + entry() + entryLines([[1, 1]]), 'journal_lines_one_side'],
  [
    'a line below zero',
    issued +
      entry() +
      entryLines([
        [-1, 0],
        [0, -1],
      ]),
    'journal_lines_one_side',
  ],
  ['a second entry of a document', entry('2026-0000001'), 'journal_entries_customer_id_voucher_pk'],
  [
    'an entry of nothing',
    entry('by-hand') + entryLines(balanced, { voucher: 'by-hand' }),
    'entries-name-what-they-book',
  ],
  ['an entry of a document that is not there', entry('2026-0000077'), 'entries-name-what-they-book'],
  ["an entry of somebody else's document", entry('2026-0000001', 'c2'), 'entries-name-what-they-book'],
  ['an entry of a payment that is not there', entry('payment:77'), 'entries-name-what-they-book'],
]

describe('entries balance, are booked whole, and name what they book', () => {
  test.each(refused)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('the entry of a document, and one of what it leaves to settle, are taken', async () => {
    await expectTaken(db.runtime, wholeDocument + entry('2026-0000002:overpayment'))
  })
})
