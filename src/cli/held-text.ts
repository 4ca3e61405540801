import type { HeldPeriod } from '../customers/held-periods.ts'

/** `held by a clerk: 2026-01 to 2026-02, from 2026-05 on`. */
export function heldText(periods: readonly HeldPeriod[]): string {
  if (periods.length === 0) return 'not held by a clerk'
  const shown = periods.map(({ from, to }) =>
    to === null ? `from ${from} on` : to === from ? from : `${from} to ${to}`,
  )
  return `held by a clerk: ${shown.join(', ')}`
}
