import { zero } from '../../rules/decimal.ts'
import type { UsageRow } from './usage-row.ts'

/** A row with the place of its group among all groups of the report. */
export interface PlacedRow {
  readonly row: UsageRow
  readonly place: number
}

/** A row for each group in every period: zero where it has none. Without any group there is one series all the same. */
export function wholeSeries(placed: readonly PlacedRow[], periods: readonly string[]): readonly UsageRow[] {
  const groups = new Map(placed.map((each) => [each.place, each.row]))
  const known = new Map(placed.map(({ row, place }) => [`${row.period} ${place}`, row]))
  const places = groups.size === 0 ? [0] : [...groups.keys()].toSorted((one, other) => one - other)
  return periods.flatMap((period) =>
    places.map((place): UsageRow => {
      const unused = { ...groups.get(place), period, events: 0, quantity: zero }
      return known.get(`${period} ${place}`) ?? unused
    }),
  )
}
