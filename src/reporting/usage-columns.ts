import type { ReportColumn } from './report-columns.ts'
import type { UsageQuestion } from './usage-question.ts'
import type { UsageRow } from './usage-row.ts'

/** The period, the dimensions as they are asked for, with `top` whether it is the rest, then the sums. */
export function usageColumns({
  groupBy,
  top,
}: Pick<UsageQuestion, 'groupBy' | 'top'>): readonly ReportColumn<UsageRow>[] {
  return [
    { key: 'period', value: (row) => row.period },
    ...groupBy.map((key) => ({ key, value: (row: UsageRow) => row[key] ?? null })),
    ...(top === undefined ? [] : [{ key: 'other', value: (row: UsageRow) => row.other ?? false }]),
    { key: 'events', align: 'right', value: (row) => row.events },
    { key: 'quantity', align: 'right', value: (row) => row.quantity.toFixed() },
  ]
}
