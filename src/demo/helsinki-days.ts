import { TZDate } from '@date-fns/tz'
import { billingZone } from '../../rules/billing-month.ts'
import { instantOfMs, type Instant } from '../../rules/instant.ts'

/** A day in Helsinki. */
export interface Day {
  /** From 0 on; names the day to the generator. */
  readonly index: number
  /** `20260329`, as event ids carry it. */
  readonly name: string
  /** Where each hour of the clock begins. At the start of summer time the hour that is skipped begins with the next. */
  readonly hours: readonly Instant[]
  readonly start: Instant
  readonly end: Instant
  /** How busy offices are, against an ordinary working day. */
  readonly officeShare: number
}

/** The days of the story's calls: 2026-01-01 to 2026-04-02, over the start of summer time on 29 March. */
export function storyDays(): readonly Day[] {
  return Array.from({ length: 31 + 28 + 31 + 2 }, (_, index) => dayAt(index))
}

function dayAt(index: number): Day {
  const date = new TZDate(2026, 0, 1 + index, billingZone)
  const hour = (number: number) =>
    instantOfMs(new TZDate(2026, 0, 1 + index, number, 0, 0, billingZone).getTime())
  return {
    index,
    name: `2026${twoDigits(date.getMonth() + 1)}${twoDigits(date.getDate())}`,
    hours: Array.from({ length: 24 }, (_, number) => hour(number)),
    start: hour(0),
    end: instantOfMs(new TZDate(2026, 0, 2 + index, billingZone).getTime()),
    officeShare: officeShare(date),
  }
}

/** Weekends and public holidays are quiet; around the turn of a month there is more to book. */
function officeShare(date: TZDate): number {
  const [day, month] = [date.getDate(), date.getMonth()]
  if (month === 0 && (day === 1 || day === 6)) return 0.04 // New Year's Day, Epiphany
  if (date.getDay() === 6) return 0.1
  if (date.getDay() === 0) return 0.05
  if (day >= 28 || day <= 3) return 1.35
  return date.getDay() === 5 ? 0.85 : 1
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
