import type { NaiveBooks, NaiveEvent } from './books.ts'
import { dateAt } from './calendar.ts'

/** What aggregates should say: every recorded event by month, those not taken back by day, each opening's first success. */
export function seeUsage({ events }: NaiveBooks): readonly string[] {
  const totals = grouped(events, ({ customer, postedIn, usageMonth, resource, method, disposition }) =>
    ['total', customer, postedIn, usageMonth, resource, method, disposition].join(' '),
  )
  const days = grouped(
    events.filter(({ takenBackIn }) => takenBackIn === undefined),
    ({ customer, at, resource, method, disposition, source }) =>
      ['day', customer, dateAt(at), resource, method, disposition, source].join(' '),
  )
  const firsts = Map.groupBy(
    events.filter(({ opening, postedIn, takenBackIn }) => opening !== null && takenBackIn !== postedIn),
    ({ customer, opening, postedIn }) => ['first', customer, `#${opening}`, postedIn].join(' '),
  )
  return [
    ...totals,
    ...days,
    ...[...firsts].map(([key, own]) => `${key} ${Math.min(...own.map(({ at }) => at))}`),
  ].toSorted()
}

function grouped(events: readonly NaiveEvent[], keyOf: (event: NaiveEvent) => string): readonly string[] {
  return [...Map.groupBy(events, keyOf)].map(
    ([key, own]) => `${key} ${own.length} ${own.reduce((total, { quantity }) => total + quantity, 0)}`,
  )
}
