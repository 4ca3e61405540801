import { decimal, type Decimal } from '../../../rules/decimal.ts'
import { addedUp } from './added-up.ts'
import { monthIn } from './helsinki.ts'
import type { RawBooks } from './raw-books.ts'

/** `measure statistic customers value`, of the months from the first to the last. */
export function recountDistribution(
  { events, documents }: RawBooks,
  from: string,
  to: string,
): readonly string[] {
  const within = (month: string) => from <= month && month <= to
  const used = events.filter(({ at, takenBack }) => !takenBack && within(monthIn(at)))
  const users = [...Map.groupBy(used, ({ customer }) => customer).values()]
  const issued = documents.filter(({ month }) => within(month))
  const nets = [...Map.groupBy(issued, ({ customer }) => customer).values()]
    .map((own) => addedUp(own.map(({ net }) => net)))
    .toSorted((one, other) => other.comparedTo(one))
  return [
    ...percentilesOf(
      'events',
      users.map((own) => decimal(own.length)),
    ),
    ...percentilesOf(
      'quantity',
      users.map((own) => addedUp(own.map(({ quantity }) => quantity))),
    ),
    `net all ${nets.length} ${total(nets)}`,
    ...[1000, 100, 10].map((part) => {
      const count = Math.ceil(nets.length / part)
      return `net top ${1 / part} ${count} ${total(nets.slice(0, count))}`
    }),
  ]
}

/** By nearest rank: of n sorted values the one at place n × p, rounded up, counting from 1. */
function percentilesOf(measure: string, values: readonly Decimal[]): readonly string[] {
  const sorted = values.toSorted((one, other) => one.comparedTo(other))
  return [50, 90, 99, 100].map((percent) => {
    const place = Math.ceil((sorted.length * percent) / 100)
    const name = percent === 100 ? 'max' : `p${percent}`
    return `${measure} ${name} ${sorted.length} ${(sorted[place - 1] ?? decimal(0)).toFixed()}`
  })
}

function total(nets: readonly Decimal[]): string {
  return addedUp(nets.map((net) => net.toFixed())).toFixed(2)
}
