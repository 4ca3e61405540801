import { formatInstant } from '../../rules/instant.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { CustomerFactSheet } from '../reporting/customer-facts.ts'
import { table } from './table.ts'

/** A customer for people: particulars, then every fact with its month and the month it was posted in. */
export function factSheetText(sheet: CustomerFactSheet): string {
  const { customer, name, businessId, vatNumber } = sheet.customer
  const facts = [
    ...sheet.terms.map(({ value, ...fact }) =>
      factRow(fact, 'terms', `${value.pricingModel}, ${value.servicePackage}`),
    ),
    ...sheet.revenue.map(({ value, ...fact }) => factRow(fact, 'revenue', `${value.toFixed()} EUR a year`)),
    ...sheet.agreedMonthlyFees.map(({ value, ...fact }) =>
      factRow(fact, 'agreed monthly fee', value === null ? 'ended' : `${value.toFixed()} EUR`),
    ),
    ...sheet.transactionPrices.map(({ value, resource, ...fact }) =>
      factRow(fact, `price of ${resource}`, value === null ? 'ended' : JSON.stringify(contentOfPrice(value))),
    ),
    ...sheet.vatTreatments.map(({ value, ...fact }) => factRow(fact, 'VAT', value)),
  ]
  const openings = sheet.openings.map(({ openedAt, closedAt }) => [
    formatInstant(openedAt),
    closedAt === undefined ? 'open' : formatInstant(closedAt),
  ])
  return [
    [customer, name, businessId, vatNumber].filter((part) => part !== null).join('  '),
    facts.length === 0
      ? 'No dated facts.'
      : table([{ title: 'from' }, { title: 'fact' }, { title: 'value' }, { title: 'posted in' }], facts),
    openings.length === 0
      ? 'The API was never opened.'
      : table([{ title: 'API opened' }, { title: 'closed' }], openings),
  ].join('\n\n')
}

/** The same for programs. */
export function factSheetJson(sheet: CustomerFactSheet) {
  const { customer: id, ...particulars } = sheet.customer
  return {
    id,
    ...particulars,
    terms: sheet.terms.map(({ value, ...fact }) => ({ ...fact, ...value })),
    revenue: sheet.revenue.map(({ value, ...fact }) => ({ ...fact, eur: value.toFixed() })),
    agreedMonthlyFee: sheet.agreedMonthlyFees.map(({ value, ...fact }) => ({
      ...fact,
      fee: value?.toFixed() ?? null,
    })),
    transactionPrices: sheet.transactionPrices.map(({ value, ...fact }) => ({
      ...fact,
      price: value === null ? null : contentOfPrice(value),
    })),
    vat: sheet.vatTreatments.map(({ value, ...fact }) => ({ ...fact, treatment: value })),
    api: sheet.openings.map(({ openedAt, closedAt }) => ({
      openedAt: formatInstant(openedAt),
      closedAt: closedAt === undefined ? null : formatInstant(closedAt),
    })),
  }
}

function factRow(fact: { from: string; postedIn: string }, what: string, value: string): readonly string[] {
  return [fact.from, what, value, fact.postedIn]
}
