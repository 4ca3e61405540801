import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { LineReasons, QuantityAndNet } from '../../rules/difference.ts'
import type { EventSet } from '../../rules/event-set.ts'
import type { Instant } from '../../rules/instant.ts'
import type { DocumentKind, VatGroup } from '../../rules/invoice.ts'
import type { Money } from '../../rules/money.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import type { CommittedPriceList } from '../commitments/price-list-hash.ts'
import type { Customer } from '../customers/record-customers.ts'

/** An issued invoice or credit note, whole, as it is stored. It never changes. */
export interface Document extends DocumentHeader {
  readonly vatGroups: readonly VatGroup[]
  readonly ruleSet: string
  /** What it was made from, SHA-256 each; null on documents issued before there were commitments. */
  readonly commitments: {
    readonly ruleSetHash: string
    readonly priceLists: readonly CommittedPriceList[]
    /** Of everything that the document says. */
    readonly document: string
  } | null
  /** In the order of line numbers: usage month, then charge. */
  readonly lines: readonly IssuedLine[]
  readonly recordedAt: Instant
  readonly recordedBy: string
}

/** What a list of documents shows of each. Amounts are euros, negative on credit notes. */
export interface DocumentHeader {
  /** As printed: `2026-0000001`, `2026-C0000001`. */
  readonly number: string
  readonly kind: DocumentKind
  readonly customer: string
  /** As known when the document was issued. */
  readonly buyer: Customer
  /** The billing month: the document bills it and adjusts the ones before. */
  readonly month: BillingMonth
  /** `2026-04-03`, as the due date. */
  readonly issueDate: string
  readonly dueDate: string
  /** Digits only, check digit last. */
  readonly referenceNumber: string
  readonly net: Money
  readonly vat: Money
  readonly gross: Money
  /** Numbers of the invoices that a credit note corrects; none on an invoice. */
  readonly corrects: readonly string[]
}

export interface IssuedLine {
  readonly lineNumber: number
  readonly usageMonth: BillingMonth
  readonly charge: ChargeKey
  /** `after` minus `before`. */
  readonly quantity: Decimal
  readonly net: Money
  readonly vatTreatment: VatTreatment
  /** Per cent. */
  readonly vatRate: Decimal
  /** What earlier documents had billed for the usage month and charge. */
  readonly before: QuantityAndNet
  /** What the usage month and charge cost by the facts known in the billing month. */
  readonly after: QuantityAndNet
  /** What it was counted from before, and is now; undefined on lines issued before lines committed to it. */
  readonly events: { readonly before: EventSet; readonly after: EventSet } | undefined
  readonly reasons: LineReasons
  /** The price list version behind the net; undefined when an agreement or a customer price is. */
  readonly listId: number | undefined
}

/** True on a line that corrects, or bills late, a month before the document's own. */
export function isAdjustment(document: Pick<Document, 'month'>, line: IssuedLine): boolean {
  return line.usageMonth < document.month
}
