import { TZDate } from '@date-fns/tz'
import { billingMonth, billingZone, monthsFrom } from '../../rules/billing-month.ts'
import { instantOfMs } from '../../rules/instant.ts'
import { helsinkiDate } from '../clock/helsinki-date.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'
import type { UsageQuestion } from './usage-question.ts'

/**
 * Every hour, day or month from the first to the last, in Helsinki, written as the report writes them: the day of the change
 * to summer time has 23 hours, that of the change back 25. Undefined where there are more than `most`.
 */
export function usagePeriods(
  { from, to, interval }: Pick<UsageQuestion, 'from' | 'to' | 'interval'>,
  most: number,
): readonly string[] | undefined {
  const periods =
    interval === 'hour' ? hours(from, to, most) : interval === 'day' ? days(from, to) : months(from, to)
  return periods.length > most ? undefined : periods
}

function months(from: string, to: string): readonly string[] {
  return monthsFrom(billingMonth(from.slice(0, 7)), billingMonth(to.slice(0, 7)))
}

function days(from: string, to: string): readonly string[] {
  const count = Math.round((endOf(to).getTime() - startOf(from).getTime()) / (24 * hourMs)) // but for an hour
  return Array.from({ length: count }, (_, index) =>
    helsinkiDate(instantOfMs(startOf(from, index).getTime())),
  )
}

/** No more than `most` and one. */
function hours(from: string, to: string, most: number): readonly string[] {
  const first = startOf(from).getTime()
  const length = Math.min(most + 1, (endOf(to).getTime() - first) / hourMs)
  return Array.from({ length }, (_, index) => hourOf(first + index * hourMs))
}

const hourMs = 3_600_000

/** The beginning of an hour, with its offset: `2026-10-25T03:00:00+02:00`. */
function hourOf(ms: number): string {
  return helsinkiTime(instantOfMs(ms)).replace(' ', 'T')
}

/** The first instant of a day or month, or of a day after it. */
function startOf(monthOrDay: string, daysLater = 0): TZDate {
  const [year = 0, month = 1, day = 1] = monthOrDay.split('-').map(Number)
  return new TZDate(year, month - 1, day + daysLater, billingZone)
}

/** The first instant after a day or month. */
function endOf(monthOrDay: string): TZDate {
  const [year = 0, month = 1, day] = monthOrDay.split('-').map(Number)
  return day === undefined
    ? new TZDate(year, month, 1, billingZone)
    : new TZDate(year, month - 1, day + 1, billingZone)
}
