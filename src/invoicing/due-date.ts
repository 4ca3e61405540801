/** Days from issue date to due date (decided: 14). */
const paymentTermDays = 14

/** `2026-04-03` -> `2026-04-17`. Dates alone: no time zone has a say. */
export function dueDateOf(issueDate: string): string {
  const day = 24 * 60 * 60 * 1000
  return new Date(Date.parse(`${issueDate}T00:00:00Z`) + paymentTermDays * day).toISOString().slice(0, 10)
}
