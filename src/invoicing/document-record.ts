import type { BillingMonth } from '../../rules/billing-month.ts'
import { formatDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import type { EventSet } from '../../rules/event-set.ts'
import type { DocumentLine, InvoiceValue } from '../../rules/invoice.ts'
import type { LineReasons, QuantityAndNet } from '../../rules/difference.ts'
import { formatMoney } from '../../rules/money.ts'
import { priceListInForce, type RecordedPriceList } from '../../rules/price-list.ts'
import { ruleSet } from '../../rules/rule-set.ts'
import { committedPriceList, type CommittedPriceList } from '../commitments/price-list-hash.ts'
import { ruleSetHash } from '../commitments/rule-set-hash.ts'
import type { Customer } from '../customers/record-customers.ts'
import { dueDateOf } from './due-date.ts'

/** A document with its number, ready to be written. */
export interface IssuedDocument {
  readonly number: DocumentNumber
  readonly invoice: InvoiceValue
  readonly corrects: readonly string[]
  readonly buyer: Customer
}

/**
 * Everything a document says, as it is stored: amounts, months and dates as text. What it commits to is the hash of
 * this; `verify` makes it anew from the facts and compares.
 */
export interface DocumentRecord {
  readonly number: string
  readonly customer: string
  readonly month: BillingMonth
  readonly issueDate: string
  readonly dueDate: string
  readonly buyer: Customer
  readonly lines: readonly LineRecord[]
  readonly vatGroups: readonly {
    readonly treatment: string
    readonly rate: string
    readonly base: string
    readonly vat: string
  }[]
  readonly net: string
  readonly vat: string
  readonly gross: string
  readonly corrects: readonly string[]
  readonly ruleSet: string
  readonly ruleSetHash: string
  /** The lists in force for the usage months of its lines. */
  readonly priceLists: readonly CommittedPriceList[]
}

/** The rule set that a document was made under. */
export type RuleSetInForce = Pick<DocumentRecord, 'ruleSet' | 'ruleSetHash'>

export interface LineRecord {
  readonly lineNumber: number
  readonly usageMonth: BillingMonth
  readonly charge: string
  readonly quantity: string
  readonly net: string
  readonly vatTreatment: string
  readonly vatRate: string
  readonly before: AmountRecord
  readonly after: AmountRecord
  readonly listId: number | null
  readonly reasons: LineReasons
}

/** A charge's quantity and net, and the events it was counted from. */
interface AmountRecord {
  readonly quantity: string
  readonly net: string
  readonly events: EventSet
}

export function documentRecord(
  { number, invoice, corrects, buyer }: IssuedDocument,
  issueDate: string,
  priceLists: readonly RecordedPriceList[],
  underRules: RuleSetInForce = { ruleSet, ruleSetHash },
): DocumentRecord {
  return {
    number: formatDocumentNumber(number),
    customer: invoice.customer,
    month: invoice.month,
    issueDate,
    dueDate: dueDateOf(issueDate),
    buyer,
    lines: invoice.lines.map(lineRecord),
    vatGroups: invoice.vatGroups.map(({ treatment, rate, base, vat }) => ({
      treatment,
      rate: rate.toFixed(),
      base: formatMoney(base),
      vat: formatMoney(vat),
    })),
    net: formatMoney(invoice.net),
    vat: formatMoney(invoice.vat),
    gross: formatMoney(invoice.gross),
    corrects,
    ...underRules,
    priceLists: listsInForce(invoice, priceLists).map(hashOf),
  }
}

function lineRecord(line: DocumentLine): LineRecord {
  return {
    lineNumber: line.lineNumber,
    usageMonth: line.usageMonth,
    charge: line.key,
    quantity: line.quantity.toFixed(),
    net: formatMoney(line.net),
    vatTreatment: line.vatTreatment,
    vatRate: line.vatRate.toFixed(),
    before: amountRecord(line.before, line.events.before),
    after: amountRecord(line.after, line.events.after),
    listId: line.listId ?? null,
    reasons: line.reasons,
  }
}

function amountRecord({ quantity, net }: QuantityAndNet, events: EventSet): AmountRecord {
  return {
    quantity: quantity.toFixed(),
    net: formatMoney(net),
    events,
  }
}

function listsInForce(invoice: InvoiceValue, lists: readonly RecordedPriceList[]) {
  const inForce = invoice.lines.flatMap(({ usageMonth }) => priceListInForce(lists, usageMonth) ?? [])
  return [...new Set(inForce)].toSorted((one, other) => one.listId - other.listId)
}

const hashes = new WeakMap<RecordedPriceList, CommittedPriceList>()

/** A list is hashed once a run, not once a document. */
function hashOf(list: RecordedPriceList): CommittedPriceList {
  const known = hashes.get(list) ?? committedPriceList(list)
  hashes.set(list, known)
  return known
}
