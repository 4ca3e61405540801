import { BillingError } from '../errors/billing-error.ts'

/** Refuses a whole file with `invalid-file`, naming up to 20 of its problems, unless there are none. */
export function refuseBadRows(problems: readonly string[]): void {
  if (problems.length === 0) return
  const shown = problems.slice(0, 20)
  const more = problems.length > shown.length ? [`… and ${problems.length - shown.length} more`] : []
  throw new BillingError('invalid-file', [...shown, ...more, 'Nothing was imported.'].join('\n'), {
    details: { problems },
  })
}
