import { formatMoney, type Money } from '../../../rules/money.ts'
import type { DemoMonth } from '../../demo/close-and-invoice.ts'
import type { ChargeTotal } from '../../invoicing/run-totals.ts'
import { table } from '../table.ts'
import { grouped } from '../grouped.ts'

/** Documents and sums per month. */
export function monthsText(months: readonly DemoMonth[]): string {
  return table(
    [
      { title: 'month' },
      ...['invoices', 'credit notes', 'net EUR', 'VAT EUR', 'gross EUR', 'held'].map(right),
    ],
    months.map(({ issued }) => [
      issued.month,
      grouped(issued.invoices),
      grouped(issued.creditNotes),
      ...[issued.net, issued.vat, issued.gross].map(euros),
      grouped(issued.holds.length),
    ]),
  )
}

/** Net per charge, a column per month; adjustments of earlier months apart. */
export function chargesText(months: readonly DemoMonth[]): string {
  const keys = new Map(
    months.flatMap(({ issued }) => issued.charges.map((total) => [nameOf(total), total] as const)),
  )
  const sorted = [...keys].toSorted(
    ([one, first], [other, second]) =>
      Number(first.adjustment) - Number(second.adjustment) || (one < other ? -1 : 1),
  )
  return table(
    [{ title: 'charge' }, ...months.map(({ issued }) => right(issued.month))],
    sorted.map(([name]) => [
      name,
      ...months.map(({ issued }) => {
        const total = issued.charges.find((each) => nameOf(each) === name)
        return total === undefined ? '-' : euros(total.net)
      }),
    ]),
  )
}

/** How many customer months are held, by reason, a column per month. */
export function holdsText(months: readonly DemoMonth[]): string {
  const reasons = [
    ...new Set(months.flatMap(({ issued }) => issued.holds.map(({ reason }) => reason.reason))),
  ].toSorted()
  return table(
    [{ title: 'reason' }, ...months.map(({ issued }) => right(issued.month))],
    reasons.map((reason) => [
      reason,
      ...months.map(({ issued }) =>
        grouped(issued.holds.filter((hold) => hold.reason.reason === reason).length),
      ),
    ]),
  )
}

function nameOf({ charge, adjustment }: ChargeTotal): string {
  return adjustment ? `${charge}, adjusting earlier months` : charge
}

function euros(amount: Money): string {
  return formatMoney(amount).replaceAll(/\B(?=(\d{3})+\.)/g, ',')
}

function right(title: string) {
  return { title, align: 'right' } as const
}
