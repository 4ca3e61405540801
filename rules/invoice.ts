// R8, R5. A document as a value: its lines, its VAT per treatment and rate, its totals. Decided: a negative net total is
// a credit note, any other an invoice; no lines, no document; VAT is computed once per group on the sum of its lines;
// gross = net + VAT. An adjustment takes the rate and the treatment of the month that it corrects; without a recorded
// treatment the customer is domestic. Tests: test/rules/invoice.test.ts, test/properties/rules/footing.test.ts
import type { BillingMonth } from './billing-month.ts'
import { factInForce, type DatedFact } from './dated-series.ts'
import { decimal, type Decimal } from './decimal.ts'
import type { DifferenceLine } from './difference.ts'
import { sumOfMoney, toMoney, type Money } from './money.ts'
import { vatRateOf, type VatTreatment } from './vat.ts'

export const documentKinds = ['invoice', 'credit-note'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface DocumentLine extends DifferenceLine {
  /** From 1, in the order of usage month and charge. */
  readonly lineNumber: number
  readonly vatTreatment: VatTreatment
  /** Per cent. */
  readonly vatRate: Decimal
}

export interface VatGroup {
  readonly treatment: VatTreatment
  /** Per cent. */
  readonly rate: Decimal
  readonly base: Money
  readonly vat: Money
}

export interface InvoiceValue {
  readonly customer: string
  /** The billing month: the document bills it and adjusts the ones before. */
  readonly month: BillingMonth
  readonly kind: DocumentKind
  readonly lines: readonly DocumentLine[]
  readonly vatGroups: readonly VatGroup[]
  readonly net: Money
  readonly vat: Money
  readonly gross: Money
}

/** The document of a billing month; undefined when there is nothing to bill or to correct. */
export function invoiceOf(
  customer: string,
  month: BillingMonth,
  differences: readonly DifferenceLine[],
  vatTreatments: readonly DatedFact<VatTreatment>[],
): InvoiceValue | undefined {
  if (differences.length === 0) return undefined
  const lines = differences.map((line, index) => {
    const vatTreatment = factInForce(vatTreatments, line.usageMonth, month)?.value ?? 'domestic'
    return { ...line, lineNumber: index + 1, vatTreatment, vatRate: vatRateOf(vatTreatment, line.usageMonth) }
  })
  const vatGroups = vatGroupsOf(lines)
  const net = sumOfMoney(lines.map((line) => line.net))
  const vat = sumOfMoney(vatGroups.map((group) => group.vat))
  return {
    customer,
    month,
    kind: net.isNegative() && !net.isZero() ? 'credit-note' : 'invoice',
    lines,
    vatGroups,
    net,
    vat,
    gross: sumOfMoney([net, vat]),
  }
}

/** Groups sorted by treatment and rate, each rounded once. */
function vatGroupsOf(
  lines: readonly Pick<DocumentLine, 'net' | 'vatTreatment' | 'vatRate'>[],
): readonly VatGroup[] {
  const groups = new Map<string, { treatment: VatTreatment; rate: Decimal; nets: Money[] }>()
  for (const { vatTreatment: treatment, vatRate: rate, net } of lines) {
    const key = `${treatment} ${rate.toFixed(2).padStart(6, '0')}`
    const group = groups.get(key) ?? { treatment, rate, nets: [] }
    group.nets.push(net)
    groups.set(key, group)
  }
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { treatment, rate, nets }]) => {
      const base = sumOfMoney(nets)
      return { treatment, rate, base, vat: toMoney(base.times(rate).dividedBy(decimal(100))) }
    })
}
