import type { HoldReason } from '../../rules/rate-month.ts'

/** Why a usage month is held and what ends the hold, in one sentence. */
export function holdSentence(hold: HoldReason): string {
  switch (hold.reason) {
    case 'revenue-unknown':
      return 'no revenue is reported for the month; report it, or agree a monthly fee'
    case 'above-listed-classes':
      return `revenue of ${hold.revenue} EUR is above the end of the price list's table, ${hold.endOfTable} EUR; agree a monthly fee`
    case 'no-transaction-price':
      return `no price for ${hold.resources.join(', ')}; record a customer price`
    case 'held-by-clerk':
      return `held by a clerk from ${hold.from} on: ${hold.why}; release it`
  }
}
