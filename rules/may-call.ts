// R2. "From the API resource access rights it is possible to open or close the whole API traffic. It is also possible to
// activate only certain resources." "API identifiers (User ID and Key)". Decided: a call over the web service is allowed
// when the customer's terms include the API, the API is open, the resource is allowed, and the identifier is known and its
// user acts for the customer; the first of these that fails, in this order, is the refusal. It decides calls and never
// amounts: what is recorded all the same gets its disposition. Tests: test/rules/may-call.test.ts
import { openingAt, type OpenInterval } from './api-access.ts'
import { monthOf } from './billing-month.ts'
import type { Instant } from './instant.ts'
import { apiEligibility, type ServiceTerms } from './package-eligibility.ts'
import { resourceRight, type ResourceRight, type RightChange } from './resource-rights.ts'

export interface AskedCall {
  readonly at: Instant
  /** Lower case, without a query string. */
  readonly resource: string
  /** As the caller names itself; null when it names none. */
  readonly integration: string | null
}

/** What is known about the customer and the identifier when the call is made. */
export interface CallFacts {
  /** In force in the month of the call. */
  readonly terms: ServiceTerms | undefined
  readonly openings: readonly OpenInterval[]
  /** In the order of recording. */
  readonly rights: readonly RightChange[]
  /** Undefined when there is no such identifier. */
  readonly identifier: { readonly user: string; readonly actsForCustomer: boolean } | undefined
}

export type CallDecision = { readonly kind: 'allowed' } | CallRefusal

/** The first thing that is missing, and the rule behind it. */
export type CallRefusal =
  | { readonly kind: 'no-terms'; readonly rule: 'R1' }
  | { readonly kind: 'package-lacks-api'; readonly rule: 'R1'; readonly servicePackage: string }
  | { readonly kind: 'api-closed'; readonly rule: 'R2.access' }
  | { readonly kind: 'resource-blocked'; readonly rule: 'R2.rights'; readonly by: ResourceRight['of'] }
  | { readonly kind: 'unknown-identifier'; readonly rule: 'R2.may-call' }
  | { readonly kind: 'user-does-not-act'; readonly rule: 'R2.may-call'; readonly user: string }

/** May the identifier call the resource for the customer at that instant? */
export function mayCall(call: AskedCall, { terms, openings, rights, identifier }: CallFacts): CallDecision {
  const eligibility = apiEligibility(terms, monthOf(call.at))
  if (eligibility.kind !== 'eligible') return { ...eligibility, rule: 'R1' }
  if (openingAt(openings, call.at) === undefined) return { kind: 'api-closed', rule: 'R2.access' }
  const right = resourceRight(rights, call)
  if (!right.allowed) return { kind: 'resource-blocked', rule: 'R2.rights', by: right.of }
  if (identifier === undefined) return { kind: 'unknown-identifier', rule: 'R2.may-call' }
  if (!identifier.actsForCustomer)
    return { kind: 'user-does-not-act', rule: 'R2.may-call', user: identifier.user }
  return { kind: 'allowed' }
}
