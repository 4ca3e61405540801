import type { Database } from '../database/client.ts'
import type { Document } from '../documents/document.ts'
import { BillingError } from '../errors/billing-error.ts'
import { documentTotals } from './document-totals.ts'
import { explainLine } from './explain-line.ts'
import type { Explanation } from './explanation.ts'
import { loadExplanationFacts } from './load-explanation-facts.ts'

/**
 * Explains an issued document, or one of its lines. Refuses with `unknown-line`, and with `guarantee-violated` where
 * the recorded facts do not give what was billed.
 */
export async function explainDocument(
  db: Database,
  document: Document,
  lineNumber?: number,
): Promise<Explanation> {
  const isWanted = (line: { readonly lineNumber: number }) =>
    lineNumber === undefined || line.lineNumber === lineNumber
  const explained = document.lines.filter(isWanted)
  if (explained.length === 0) throw unknownLine(document, lineNumber)
  const facts = await loadExplanationFacts(db, document)
  return {
    document,
    lines: explained.map((line) => explainLine(line, document.month, facts)),
    totals: lineNumber === undefined ? documentTotals(document) : [],
  }
}

function unknownLine({ number, lines }: Document, lineNumber: number | undefined): BillingError {
  const there = lines.length === 1 ? 'its only line is 1' : `its lines are 1 to ${lines.length}`
  return new BillingError('unknown-line', `Document ${number} has no line ${String(lineNumber)}; ${there}`, {
    details: { number, lines: lines.map((line) => line.lineNumber) },
  })
}
