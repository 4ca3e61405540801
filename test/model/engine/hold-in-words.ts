import type { HoldReason } from '../../../rules/rate-month.ts'

/** As the naive model words a hold. */
export function holdInWords(hold: HoldReason): string {
  switch (hold.reason) {
    case 'revenue-unknown':
      return hold.reason
    case 'above-listed-classes':
      return `${hold.reason} ${hold.revenue}`
    case 'no-transaction-price':
      return `${hold.reason} ${hold.resources.join(' ')}`
    case 'held-by-clerk':
      return `${hold.reason} ${hold.why}`
  }
}
