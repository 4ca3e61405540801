/** What somebody wrote, as a refusal quotes it: as JSON, shortened; NaN and Infinity as themselves. */
export function shownValue(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : jsonOf(value)
  return text.length > shownMax ? `${text.slice(0, shownMax).toWellFormed()}…` : text
}

const shownMax = 60

/** JSON.stringify runs out of stack on what JSON.parse has read. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return Array.isArray(value) ? 'a deeply nested list' : 'a deeply nested object'
  }
}
