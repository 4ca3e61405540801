import type { BillingMonth } from '../../rules/billing-month.ts'
import { formatMoney } from '../../rules/money.ts'
import type { Attribution } from '../database/attribution.ts'
import { priceText } from '../explaining/price-text.ts'
import type { CustomerFactSheet } from '../reporting/customer-facts.ts'
import type { FactKind } from '../reporting/fact-attributions.ts'
import { counted } from './counted.ts'

/** A dated fact of a customer in words, with its two months and who recorded it. */
export interface FactRow {
  /** The usage month. */
  readonly from: BillingMonth
  readonly fact: string
  readonly value: string
  /** Why, where the fact itself says so. */
  readonly reason?: string
  readonly postedIn: BillingMonth
  readonly attribution: Attribution
}

/** Every dated fact of the sheet, kind by kind, each in the order of recording. */
export function factRows(sheet: CustomerFactSheet): readonly FactRow[] {
  return [...recordedFacts(sheet), ...factsByHand(sheet)]
}

function recordedFacts(sheet: CustomerFactSheet): readonly FactRow[] {
  const row = rowsBy(sheet)
  return [
    ...sheet.terms.map((fact) =>
      row(fact, 'terms', 'terms', `${fact.value.pricingModel}, ${fact.value.servicePackage}`),
    ),
    ...sheet.revenue.map((fact) => row(fact, 'revenue', 'revenue', `${fact.value.toFixed()} EUR a year`)),
    ...sheet.agreedMonthlyFees.map((fact) =>
      row(
        fact,
        'agreed-fee',
        'agreed monthly fee',
        fact.value === null ? 'ended' : `${fact.value.toFixed()} EUR`,
      ),
    ),
    ...sheet.transactionPrices.map((fact) =>
      row(fact, 'price', `price of ${fact.resource}`, fact.value === null ? 'ended' : priceText(fact.value)),
    ),
    ...sheet.vatTreatments.map((fact) => row(fact, 'vat', 'VAT', fact.value)),
  ]
}

function factsByHand(sheet: CustomerFactSheet): readonly FactRow[] {
  const row = rowsBy(sheet)
  return [
    ...sheet.manualCharges.map(({ usageMonth: from, net, text, reason, ...fact }) => ({
      ...row(
        { ...fact, from },
        'manual-charge',
        net.isNegative() ? 'credit by hand' : 'charge by hand',
        `${formatMoney(net)} EUR: ${text}`,
      ),
      reason,
    })),
    ...sheet.clerkHolds.map((fact) => ({
      ...row(fact, 'clerk-hold', "clerk's hold", fact.value.held ? 'held' : 'released'),
      reason: fact.value.reason,
    })),
    ...sheet.retractions.map(({ usageMonth, postedIn, events, firstIds, reason, ...attribution }) => ({
      from: usageMonth,
      fact: 'taken back',
      value: `${counted(events, 'event')}: ${firstIds.join(', ')}${events > firstIds.length ? ', …' : ''}`,
      reason,
      postedIn,
      attribution,
    })),
  ]
}

function rowsBy({ attributionOf }: CustomerFactSheet) {
  return (
    {
      from,
      postedIn,
      factId,
    }: { readonly from: BillingMonth; readonly postedIn: BillingMonth; readonly factId: number },
    kind: FactKind,
    fact: string,
    value: string,
  ): FactRow => ({ from, fact, value, postedIn, attribution: attributionOf(kind, factId) })
}
