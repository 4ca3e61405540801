import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import { recordedJson } from '../database/recorded-json.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { CustomerFactSheet } from './customer-facts.ts'
import type { FactKind } from './fact-attributions.ts'

/** A customer for programs: every fact with its two months, its value, and when and by whom it was recorded. */
export function factSheetJson(sheet: CustomerFactSheet) {
  const { customer: id, ...particulars } = sheet.customer
  const recorded = (kind: FactKind, factId: number) => recordedJson(sheet.attributionOf(kind, factId))
  return {
    id,
    ...particulars,
    terms: sheet.terms.map(({ value, ...fact }) => ({
      ...fact,
      ...value,
      ...recorded('terms', fact.factId),
    })),
    revenue: sheet.revenue.map(({ value, ...fact }) => ({
      ...fact,
      eur: value.toFixed(),
      ...recorded('revenue', fact.factId),
    })),
    agreedMonthlyFee: sheet.agreedMonthlyFees.map(({ value, ...fact }) => ({
      ...fact,
      fee: value?.toFixed() ?? null,
      ...recorded('agreed-fee', fact.factId),
    })),
    transactionPrices: sheet.transactionPrices.map(({ value, ...fact }) => ({
      ...fact,
      price: value === null ? null : contentOfPrice(value),
      ...recorded('price', fact.factId),
    })),
    vat: sheet.vatTreatments.map(({ value, ...fact }) => ({
      ...fact,
      treatment: value,
      ...recorded('vat', fact.factId),
    })),
    manualCharges: sheet.manualCharges.map(({ net, ...fact }) => ({
      ...fact,
      net: formatMoney(net),
      ...recorded('manual-charge', fact.factId),
    })),
    clerkHolds: sheet.clerkHolds.map(({ value, ...fact }) => ({
      ...fact,
      ...value,
      ...recorded('clerk-hold', fact.factId),
    })),
    retractions: sheet.retractions.map((summary) => ({ ...summary, ...recordedJson(summary) })),
    api: sheet.openings.map(({ openingNumber, openedAt, closedAt }) => ({
      openedAt: formatInstant(openedAt),
      opened: recorded('access', openingNumber),
      closedAt: closedAt === undefined ? null : formatInstant(closedAt),
      closed: closedAt === undefined ? null : recorded('access', openingNumber + 1),
    })),
  }
}
