// R5. Prices are "VAT 0%" in the document. Decided: the rate follows the month the service was used; VAT is computed
// per treatment and rate on the sum of the lines and rounded once (EN 16931 BR-CO-17). Rates: Finnish Tax
// Administration, rates of VAT. Tests: test/rules/vat.test.ts
import { billingMonth, type BillingMonth } from './billing-month.ts'
import { rowInForce, type DatedRow } from './dated-series.ts'
import { decimal, zero, type Decimal } from './decimal.ts'

export const vatTreatments = ['domestic', 'reverse-charge', 'outside-eu'] as const
export type VatTreatment = (typeof vatTreatments)[number]

/** The rate in per cent for a service used in the month: 25.5, or 0 outside domestic treatment. */
export function vatRateOf(treatment: VatTreatment, usageMonth: BillingMonth): Decimal {
  return treatment === 'domestic' ? standardVatRate(usageMonth).rate : zero
}

/** The row of the standard rate in force in the month; no price list reaches back to before the first one. */
export function standardVatRate(usageMonth: BillingMonth): VatRateRow {
  const row = rowInForce(standardRates, usageMonth)
  if (row === undefined) throw new RangeError(`broken invariant: no VAT rate is known for ${usageMonth}`)
  return row
}

/** The legal note that a document without VAT carries. */
export function vatNote(treatment: VatTreatment): string | undefined {
  switch (treatment) {
    case 'domestic':
      return undefined
    case 'reverse-charge':
      return 'Reverse charge: the buyer is liable for the VAT (Articles 44 and 196 of Directive 2006/112/EC).'
    case 'outside-eu':
      return 'VAT 0 %: the place of supply is outside the EU (Article 44 of Directive 2006/112/EC).'
  }
}

/** A standard rate of VAT, from a month on. */
export interface VatRateRow extends DatedRow {
  /** Per cent. */
  readonly rate: Decimal
}

/** No price list takes effect before this month. */
export const firstVatMonth: BillingMonth = billingMonth('1994-06')

const source = 'vero.fi, rates of VAT'

/** Finland's standard rates, by the month a service was used. */
export const standardRates: readonly VatRateRow[] = [
  { from: firstVatMonth, rate: decimal('22'), source },
  { from: billingMonth('2010-07'), rate: decimal('23'), source },
  { from: billingMonth('2013-01'), rate: decimal('24'), source },
  { from: billingMonth('2024-09'), rate: decimal('25.5'), source },
]
