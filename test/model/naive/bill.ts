import { Decimal } from 'decimal.js'
import type { NaiveBooks } from './books.ts'
import { monthsBetween } from './calendar.ts'
import { rateMonth, type NaiveRating } from './rate-month.ts'

export interface NaiveLine {
  readonly billingMonth: string
  readonly usageMonth: string
  readonly charge: string
  readonly quantity: number
  readonly net: Decimal
  readonly before: QuantityAndNet
  readonly after: QuantityAndNet
  readonly list: number | null
}

export interface QuantityAndNet {
  readonly quantity: number
  readonly net: Decimal
  /** How many events it was counted from; before, by the newest line. */
  readonly events: number
}

export interface NaiveBill {
  readonly month: string
  readonly lines: readonly NaiveLine[]
  readonly holds: readonly { readonly usageMonth: string; readonly reason: string }[]
}

/**
 * R8: the bills of a customer, month by month up to the last: for every usage month, its rating by what was posted up
 * to the billing month, minus the lines before. Always from the beginning, and every month anew.
 */
export function billsOf(books: NaiveBooks, customer: string, last: string): readonly NaiveBill[] {
  const bills: NaiveBill[] = []
  for (const month of monthsBetween(books.firstMonth, last)) {
    const before = bills.flatMap(({ lines }) => lines)
    const rated = monthsBetween(books.firstMonth, month).map((usageMonth) => ({
      usageMonth,
      rating: rateMonth(books, customer, usageMonth, month),
    }))
    bills.push({
      month,
      lines: rated.flatMap(({ usageMonth, rating }) =>
        rating.holds.length > 0 ? [] : linesOf(month, usageMonth, rating, before),
      ),
      holds: rated.flatMap(({ usageMonth, rating }) =>
        rating.holds.map((reason) => ({ usageMonth, reason })),
      ),
    })
  }
  return bills
}

function linesOf(
  billingMonth: string,
  usageMonth: string,
  { charges }: NaiveRating,
  earlier: readonly NaiveLine[],
): readonly NaiveLine[] {
  const billed = earlier.filter((line) => line.usageMonth === usageMonth)
  const keys = new Set([...charges, ...billed].map(({ charge }) => charge))
  return [...keys]
    .toSorted()
    .map((charge) => {
      const now = charges.find((each) => each.charge === charge)
      const before = summed(billed.filter((line) => line.charge === charge))
      const after = {
        quantity: now?.quantity ?? 0,
        net: now?.net ?? new Decimal(0),
        events: now?.events ?? 0,
      }
      const difference = { quantity: after.quantity - before.quantity, net: after.net.minus(before.net) }
      return { billingMonth, usageMonth, charge, ...difference, before, after, list: now?.list ?? null }
    })
    .filter(({ net }) => !net.isZero())
}

function summed(lines: readonly NaiveLine[]): QuantityAndNet {
  return {
    quantity: lines.reduce((total, { quantity }) => total + quantity, 0),
    net: lines.reduce((total, { net }) => total.plus(net), new Decimal(0)),
    events: lines.at(-1)?.after.events ?? 0,
  }
}
