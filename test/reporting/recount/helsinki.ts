// The calendar of Helsinki as JavaScript's own time zones know it.
const calendar = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Helsinki',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `2026-03-29` of an instant in RFC 3339. */
export function dayIn(at: string): string {
  return calendar.format(new Date(at)).slice(0, 10)
}

/** `2026-03`. */
export function monthIn(at: string): string {
  return dayIn(at).slice(0, 7)
}

/** The beginning of the hour with its offset: `2026-03-29T04:00:00+03:00`. */
export function hourIn(at: string): string {
  const [day = '', time = ''] = calendar.format(new Date(at)).split(' ')
  const offset = Date.parse(`${day}T${time}Z`) - Math.floor(Date.parse(at) / 1000) * 1000
  return `${day}T${time.slice(0, 2)}:00:00+0${offset / 3_600_000}:00`
}
