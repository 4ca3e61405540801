import type { LineReasons } from '../../rules/difference.ts'
import { isManualChargeKey } from '../../rules/manual-charge.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'

/** What a line is for, in words: `API monthly fee`, `Transaction fee: purchaseinvoice.nv`, a manual charge's own text. */
export function chargeName({ charge, reasons }: { charge: ChargeKey; reasons: LineReasons }): string {
  if (charge === 'monthly-fee') return 'API monthly fee'
  if (reasons.rule === 'R8' && reasons.kind === 'manual-charge') return reasons.text
  return isManualChargeKey(charge) ? 'Settled by hand' : `Transaction fee: ${chargedResourceIn(charge)}`
}

/** The resource that a transaction fee is for. */
export function chargedResourceIn(charge: Exclude<ChargeKey, 'monthly-fee'>): string {
  return charge.slice(charge.indexOf(':') + 1)
}
