/** The month before the one that an instant falls in, in Helsinki: `2026-03`. It has ended. */
export function lastMonth(now: Date): string {
  const [year = 0, month = 0] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' })
    .format(now)
    .split('-')
    .map(Number)
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
}
