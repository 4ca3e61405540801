import type { BillingMonth } from '../../rules/billing-month.ts'
import { commitmentOf } from '../commitments/commitment-of.ts'
import type { DocumentRecord } from '../invoicing/document-record.ts'
import type { Difference } from './difference.ts'
import type { StoredDocument } from './stored-documents.ts'
import { valueDifferences, type ValueDifference } from './value-differences.ts'

/** Where the document that the facts give and the one that is stored differ; nowhere when they are the same bytes. */
export function compareDocuments(
  about: { readonly month: BillingMonth; readonly customer: string },
  expected: DocumentRecord | undefined,
  stored: StoredDocument | undefined,
): readonly Difference[] {
  if (expected === undefined && stored === undefined) return []
  if (expected === undefined || stored === undefined)
    return [
      {
        thing: 'document',
        ...about,
        document: stored?.record.number,
        where: 'the whole document',
        expected: expected === undefined ? 'none: nothing is owed' : `one over net ${expected.net}`,
        found: stored === undefined ? 'none' : `one over net ${stored.record.net}`,
      },
    ]
  const { record, commitment } = stored
  const document = record.number
  const differences =
    commitment === null
      ? valueDifferences(withoutCommitments(expected), withoutCommitments(record))
      : valueDifferences(expected, record)
  return [
    ...differences.map((each): Difference => ({
      thing: each.path.includes('events') ? 'commitment' : 'document',
      ...about,
      document,
      where: placeOf(each, stored.record, expected),
      expected: each.expected,
      found: each.found,
    })),
    ...brokenCommitment(stored).map((each) => ({ ...about, ...each })),
  ]
}

/** What the document says now against what it committed to when it was issued. */
function brokenCommitment({ record, commitment }: StoredDocument): readonly Difference[] {
  const now = commitmentOf(record)
  if (commitment === null || commitment === now) return []
  const where = 'hash of the whole document, as issued'
  return [{ thing: 'commitment', document: record.number, where, expected: commitment, found: now }]
}

/** Documents that were issued before there were commitments have none to compare. */
function withoutCommitments(record: DocumentRecord): unknown {
  const { ruleSetHash: _hash, priceLists: _lists, lines, ...rest } = record
  return {
    ...rest,
    lines: lines.map(({ before, after, ...line }) => ({
      ...line,
      before: { quantity: before.quantity, net: before.net },
      after: { quantity: after.quantity, net: after.net },
    })),
  }
}

/** `line 2, transaction-fee:escan.nv of 2026-03: after net`. */
function placeOf({ path }: ValueDifference, found: DocumentRecord, expected: DocumentRecord): string {
  const [first, index, ...rest] = path
  if (first !== 'lines' || index === undefined) return path.join(' ')
  const line = found.lines[Number(index)] ?? expected.lines[Number(index)]
  const name = `line ${Number(index) + 1}${line === undefined ? '' : `, ${line.charge} of ${line.usageMonth}`}`
  return rest.length === 0 ? name : `${name}: ${rest.join(' ')}`
}
