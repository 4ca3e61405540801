// R8 (decided). What was billed for a usage month and charge is the sum of its issued lines, quantity and net each; the
// events it was counted from are those of the newest line.
// Tests: test/rules/merge-billed.test.ts
import type { BilledCharge, DifferenceLine } from './difference.ts'
import { sumOfMoney } from './money.ts'

/** Billed charges with those of later documents added. */
export function mergeBilled(
  billed: readonly BilledCharge[],
  lines: readonly BilledCharge[],
): readonly BilledCharge[] {
  if (lines.length === 0) return billed
  const sums = new Map<string, BilledCharge>()
  for (const { usageMonth, key, quantity, net, events } of [...billed, ...lines]) {
    const known = sums.get(`${usageMonth} ${key}`)
    sums.set(`${usageMonth} ${key}`, {
      usageMonth,
      key,
      quantity: known === undefined ? quantity : known.quantity.plus(quantity),
      net: known === undefined ? net : sumOfMoney([known.net, net]),
      events,
    })
  }
  return [...sums.values()]
}

/** What a line adds to what was billed. */
export function billedByLine({ usageMonth, key, quantity, net, events }: DifferenceLine): BilledCharge {
  return { usageMonth, key, quantity, net, events: events.after }
}
