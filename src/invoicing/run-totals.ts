import type { BillingMonth } from '../../rules/billing-month.ts'
import { zero, type Decimal } from '../../rules/decimal.ts'
import { isManualChargeKey } from '../../rules/manual-charge.ts'
import { noMoney, sumOfMoney, type Money } from '../../rules/money.ts'
import type { HoldReason } from '../../rules/rate-month.ts'
import type { InvoicePlan } from './plan-invoice.ts'

/** What a run issues or would issue. */
export interface RunTotals {
  readonly month: BillingMonth
  readonly invoices: number
  readonly creditNotes: number
  readonly net: Money
  readonly vat: Money
  readonly gross: Money
  /** By charge key, all manual charges as `manual`, adjustments apart. */
  readonly charges: readonly ChargeTotal[]
  readonly holds: readonly CustomerHold[]
}

export interface ChargeTotal {
  readonly charge: string
  readonly adjustment: boolean
  readonly lines: number
  readonly quantity: Decimal
  readonly net: Money
}

export interface CustomerHold {
  readonly customer: string
  readonly usageMonth: BillingMonth
  readonly reason: HoldReason
}

export function emptyTotals(month: BillingMonth): RunTotals {
  return {
    month,
    invoices: 0,
    creditNotes: 0,
    net: noMoney,
    vat: noMoney,
    gross: noMoney,
    charges: [],
    holds: [],
  }
}

export function addToTotals(totals: RunTotals, customer: string, plan: InvoicePlan): RunTotals {
  const { invoice } = plan
  const holds =
    plan.holds.length === 0
      ? totals.holds
      : [...totals.holds, ...plan.holds.map((hold) => ({ customer, ...hold }))]
  if (invoice === undefined) return { ...totals, holds }
  return {
    ...totals,
    invoices: totals.invoices + (invoice.kind === 'invoice' ? 1 : 0),
    creditNotes: totals.creditNotes + (invoice.kind === 'credit-note' ? 1 : 0),
    net: sumOfMoney([totals.net, invoice.net]),
    vat: sumOfMoney([totals.vat, invoice.vat]),
    gross: sumOfMoney([totals.gross, invoice.gross]),
    charges: invoice.lines.reduce(
      (charges, line) =>
        addLine(
          charges,
          isManualChargeKey(line.key) ? 'manual' : line.key,
          line.usageMonth !== invoice.month,
          line.quantity,
          line.net,
        ),
      totals.charges,
    ),
    holds,
  }
}

function addLine(
  charges: readonly ChargeTotal[],
  charge: string,
  adjustment: boolean,
  quantity: Decimal,
  net: Money,
): readonly ChargeTotal[] {
  const before = charges.find((total) => total.charge === charge && total.adjustment === adjustment)
  const after = {
    charge,
    adjustment,
    lines: (before?.lines ?? 0) + 1,
    quantity: (before?.quantity ?? zero).plus(quantity),
    net: sumOfMoney([before?.net ?? noMoney, net]),
  }
  return [...charges.filter((total) => total !== before), after].toSorted(byCharge)
}

function byCharge(one: ChargeTotal, other: ChargeTotal): number {
  const [left, right] = [one, other].map((total) => `${total.adjustment ? 1 : 0} ${total.charge}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}
