// R2. "From the API resource access rights it is possible to open or close the whole API traffic." Decided: access
// changes alternate (an open API is not opened again), take effect at the instant they are recorded, and history may
// be imported with its own times before any event of the customer is recorded. An interval is half-open: the instant
// of the closing is already closed. Tests: test/rules/api-access.test.ts
import { monthOf } from './billing-month.ts'
import type { Instant } from './instant.ts'
import { apiEligibility, type ServiceTerms } from './package-eligibility.ts'

/** When the whole API was open: half-open, without an end while it is. */
export interface OpenInterval {
  readonly openedAt: Instant
  readonly closedAt: Instant | undefined
}

/** One opening of the whole API and, once it happened, its closing. */
export interface ApiOpening extends OpenInterval {
  /** That of the access change that made it: 1, 3, 5 and so on. */
  readonly openingNumber: number
}

export type AccessDecision =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'api-already-open' }
  | { readonly kind: 'api-already-closed' }
  | { readonly kind: 'before-last-change'; readonly lastChangeAt: Instant }
  | { readonly kind: 'package-lacks-api'; readonly servicePackage: string }
  | { readonly kind: 'no-terms' }

/** May the API be opened (or closed) at the instant, after the openings so far, with these terms in that month? */
export function accessChangeDecision(
  change: { readonly at: Instant; readonly open: boolean },
  openings: readonly OpenInterval[],
  terms: ServiceTerms | undefined,
): AccessDecision {
  const last = openings.at(-1)
  const lastChangeAt = last?.closedAt ?? last?.openedAt
  if (lastChangeAt !== undefined && change.at < lastChangeAt)
    return { kind: 'before-last-change', lastChangeAt }
  const isOpen = last !== undefined && last.closedAt === undefined
  if (change.open && isOpen) return { kind: 'api-already-open' }
  if (!change.open && !isOpen) return { kind: 'api-already-closed' }
  if (!change.open) return { kind: 'allowed' }
  const eligibility = apiEligibility(terms, monthOf(change.at))
  return eligibility.kind === 'eligible' ? { kind: 'allowed' } : eligibility
}

/** Openings from alternating changes in their order of recording. */
export function openingsOf(
  changes: readonly { readonly at: Instant; readonly open: boolean }[],
): readonly ApiOpening[] {
  const openings: ApiOpening[] = []
  for (const change of changes) {
    const last = openings.at(-1)
    const openingNumber = openings.length * 2 + 1
    if (change.open) openings.push({ openingNumber, openedAt: change.at, closedAt: undefined })
    else if (last !== undefined) openings[openings.length - 1] = { ...last, closedAt: change.at }
  }
  return openings
}

/** The opening in which the instant lies; undefined when the API was closed then. */
export function openingAt<Opening extends OpenInterval>(
  openings: readonly Opening[],
  at: Instant,
): Opening | undefined {
  return openings.findLast(
    (opening) => opening.openedAt <= at && (opening.closedAt === undefined || at < opening.closedAt),
  )
}
