// R2. "API billing starts only when the first successful request is made." "Netvisor Store Extensions, importing
// invoices in Finvoice-xml and Smart Excel tables can be used with all service packages." Decided: every event gets
// one disposition, once, when it is recorded, by the facts known then: the first that holds of the list below. All are
// kept and reported; only `billable` ones count for spans and fees. Tests: test/rules/disposition.test.ts
import { openingAt, type OpenInterval } from './api-access.ts'
import { monthOf } from './billing-month.ts'
import type { Instant } from './instant.ts'
import { apiEligibility, type ServiceTerms } from './package-eligibility.ts'

/** In the order of decision: the first that holds is the event's. */
export const dispositions = ['other-channel', 'failed', 'not-eligible', 'api-closed', 'billable'] as const
export type Disposition = (typeof dispositions)[number]

/** The ways a call can come in; only `web-service` is use of the API. */
export const channels = ['web-service', 'store-extension', 'finvoice-import', 'smart-excel'] as const
export type Channel = (typeof channels)[number]

export const outcomes = ['ok', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

/** `terms` are those in force in the event's usage month, as known when it is recorded. */
export function dispositionOf(
  event: { readonly channel: Channel; readonly outcome: Outcome; readonly at: Instant },
  terms: ServiceTerms | undefined,
  openings: readonly OpenInterval[],
): Disposition {
  if (event.channel !== 'web-service') return 'other-channel'
  if (event.outcome === 'failed') return 'failed'
  if (apiEligibility(terms, monthOf(event.at)).kind !== 'eligible') return 'not-eligible'
  if (openingAt(openings, event.at) === undefined) return 'api-closed'
  return 'billable'
}
