import type { ChargeKey } from '../../rules/rate-month.ts'

/** What a line is for, in words: `API monthly fee`, `Transaction fee: purchaseinvoice.nv`. */
export function chargeName(charge: ChargeKey): string {
  return charge === 'monthly-fee' ? 'API monthly fee' : `Transaction fee: ${chargedResourceIn(charge)}`
}

/** The resource that a transaction fee is for. */
export function chargedResourceIn(charge: Exclude<ChargeKey, 'monthly-fee'>): string {
  return charge.slice(charge.indexOf(':') + 1)
}
