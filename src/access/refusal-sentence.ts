import { servicePackages } from '../../rules/package-eligibility.ts'
import type { CallRefusal } from '../../rules/may-call.ts'
import type { CheckedCall } from './check-call.ts'

/** Why a call is refused, in a sentence that says what to do. */
export function refusalSentence(
  refusal: CallRefusal,
  { customer, resource, integration }: Omit<CheckedCall, 'identifier'>,
): string {
  switch (refusal.kind) {
    case 'no-terms':
      return `${customer} has no service terms this month`
    case 'package-lacks-api':
      return `The service package ${refusal.servicePackage} of ${customer} does not include the API; professional and premium do, and separate pricing with any of ${servicePackages.join(', ')}`
    case 'api-closed':
      return `The API of ${customer} is closed; it is opened as a whole, and each resource allowed`
    case 'resource-blocked':
      return refusal.by === 'general'
        ? `${resource} is not allowed for ${customer}; every resource is blocked until it is`
        : `${resource} is not allowed to ${integration ?? 'the integration'} for ${customer}; it has rights of its own, so the general ones don't count`
    case 'unknown-identifier':
      return 'There is no such API identifier' // what was sent may be a key
    case 'user-does-not-act':
      return `${refusal.user}, whose identifier it is, does not act for ${customer}`
  }
}
