// R8 (decided). A document bills, for every usage month, what is owed now minus what was billed before; lines are
// merged per usage month and charge, quantity and net each the difference. A zero net gives no line, whatever the
// quantity, and counts as not billed: issued quantities need not add up to usage, issued nets do.
// Tests: test/rules/difference.test.ts, test/properties/rules/late-facts.test.ts
import type { BillingMonth } from './billing-month.ts'
import { zero, type Decimal } from './decimal.ts'
import { noEvents, type EventSet } from './event-set.ts'
import { minusMoney, noMoney, type Money } from './money.ts'
import type { Charge, ChargeKey, ChargeReasons } from './rate-month.ts'

/** What issued documents add up to, for one usage month and charge. */
export interface BilledCharge {
  readonly usageMonth: BillingMonth
  readonly key: ChargeKey
  readonly quantity: Decimal
  readonly net: Money
  /** What the newest of those documents counted it from. */
  readonly events: EventSet
}

/** The charge is no longer owed: its facts were corrected away. */
interface NoLongerOwed {
  readonly rule: 'R8'
  readonly kind: 'no-longer-owed'
}

export type LineReasons = ChargeReasons | NoLongerOwed

export interface QuantityAndNet {
  readonly quantity: Decimal
  readonly net: Money
}

/** What one usage month and charge adds to the next document. */
export interface DifferenceLine {
  readonly usageMonth: BillingMonth
  readonly key: ChargeKey
  readonly quantity: Decimal
  readonly net: Money
  readonly before: QuantityAndNet
  readonly after: QuantityAndNet
  /** What the charge was counted from before, and is now. */
  readonly events: { readonly before: EventSet; readonly after: EventSet }
  readonly reasons: LineReasons
  readonly listId: number | undefined
}

/** Lines for one usage month, sorted by charge key; `billed` may hold other months' charges too. */
export function differenceLines(
  usageMonth: BillingMonth,
  charges: readonly Charge[],
  billed: readonly BilledCharge[],
): readonly DifferenceLine[] {
  const before = billed.filter((part) => part.usageMonth === usageMonth)
  const keys = new Set([...charges.map((charge) => charge.key), ...before.map((part) => part.key)])
  return [...keys].toSorted().flatMap((key) => {
    const charge = charges.find((each) => each.key === key)
    const line = lineOf(
      usageMonth,
      key,
      charge,
      before.find((part) => part.key === key),
    )
    return line.net.isZero() ? [] : [line]
  })
}

function lineOf(
  usageMonth: BillingMonth,
  key: ChargeKey,
  charge: Charge | undefined,
  billed: BilledCharge | undefined,
): DifferenceLine {
  const before = { quantity: billed?.quantity ?? zero, net: billed?.net ?? noMoney }
  const after = { quantity: charge?.quantity ?? zero, net: charge?.net ?? noMoney }
  return {
    usageMonth,
    key,
    quantity: after.quantity.minus(before.quantity),
    net: minusMoney(after.net, before.net),
    before,
    after,
    events: { before: billed?.events ?? noEvents, after: charge?.events ?? noEvents },
    reasons: charge?.reasons ?? { rule: 'R8', kind: 'no-longer-owed' },
    listId: charge?.listId,
  }
}
