// Months and dates of Helsinki by the JavaScript runtime's own time zones. Instants are whole microseconds since 1970.
const helsinki = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** `2026-04-03` */
export function dateAt(instant: number): string {
  return helsinki.format(new Date(Math.floor(instant / 1000)))
}

/** `2026-04` */
export function monthAt(instant: number): string {
  return dateAt(instant).slice(0, 7)
}

/** The first instant of the month. */
export function startOf(month: string): number {
  const [summer, winter] = ['+03:00', '+02:00'].map(
    (offset) => Date.parse(`${month}-01T00:00:00${offset}`) * 1000,
  )
  if (summer === undefined || winter === undefined) throw new RangeError(month)
  return monthAt(summer) === month ? summer : winter
}

/** The month that comes `count` months later. */
export function later(month: string, count: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

/** Every month from the first to the last, both included. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = later(month, 1)) months.push(month)
  return months
}

/** The date `days` after a date. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
