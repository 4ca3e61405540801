import type { LineReasons, QuantityAndNet } from '../../rules/difference.ts'
import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import { vatNote } from '../../rules/vat.ts'
import { isAdjustment, type Document, type DocumentHeader, type IssuedLine } from './document.ts'

/** A document as programs get it: camelCase, decimals as text, months `2026-03`, instants RFC 3339. */
export function documentJson(document: Document) {
  return {
    ...headerJson(document),
    vatGroups: document.vatGroups.map(({ treatment, rate, base, vat }) => ({
      treatment,
      rate: rate.toFixed(),
      base: formatMoney(base),
      vat: formatMoney(vat),
      note: vatNote(treatment) ?? null,
    })),
    lines: document.lines.map((line) => lineJson(document, line)),
    ruleSet: document.ruleSet,
    commitments: document.commitments,
    recordedAt: formatInstant(document.recordedAt),
    recordedBy: document.recordedBy,
  }
}

/** The same for a list of documents: headers alone. */
export function headerJson(header: DocumentHeader) {
  const { number, kind, customer, buyer, month, issueDate, dueDate, referenceNumber, corrects } = header
  const { name, businessId, vatNumber } = buyer
  return {
    number,
    kind,
    customer,
    buyer: { name, businessId, vatNumber },
    month,
    issueDate,
    dueDate,
    referenceNumber,
    corrects,
    net: formatMoney(header.net),
    vat: formatMoney(header.vat),
    gross: formatMoney(header.gross),
  }
}

/** A line of the document. */
export function lineJson(document: Document, line: IssuedLine) {
  return {
    lineNumber: line.lineNumber,
    usageMonth: line.usageMonth,
    charge: line.charge,
    adjustment: isAdjustment(document, line),
    quantity: line.quantity.toFixed(),
    net: formatMoney(line.net),
    vatTreatment: line.vatTreatment,
    vatRate: line.vatRate.toFixed(),
    before: amountJson(line.before),
    after: amountJson(line.after),
    events: line.events ?? null,
    priceListId: line.listId ?? null,
    reasons: reasonsJson(line.reasons),
  }
}

function amountJson({ quantity, net }: QuantityAndNet) {
  return { quantity: quantity.toFixed(), net: formatMoney(net) }
}

/** Reasons are stored with decimals as text already; only the instant is in microseconds. */
function reasonsJson(reasons: LineReasons) {
  if (reasons.rule !== 'R3') return reasons
  const { firstSuccessAt, ...months } = reasons.span
  return { ...reasons, span: { firstSuccessAt: formatInstant(firstSuccessAt), ...months } }
}
