import type { Instant } from '../../rules/instant.ts'
import type { CustomerObject } from './customer-object.ts'

/** A fact of a customer object, or a change of its access, that has its own instant of recording. */
export interface TimedFact {
  readonly at: Instant
  /** Where it stands in the customer object, such as `revenue`, 0. */
  readonly path: readonly [string, number]
  /** A customer object that holds nothing but the fact. */
  readonly object: CustomerObject
}

const kinds = [
  'vat',
  'terms',
  'revenue',
  'agreedMonthlyFee',
  'transactionPrices',
  'manualCharges',
  'clerkHolds',
] as const

/** Facts with `recordedAt` are recorded then, changes of access at their `at`; the rest is known from the start. */
export function timedFacts(object: CustomerObject): readonly TimedFact[] {
  const bare = { customer: object.customer, ...nothing }
  const facts = kinds.flatMap((kind) =>
    object[kind].flatMap((fact, index): readonly TimedFact[] =>
      fact.recordedAt === undefined
        ? []
        : [{ at: fact.recordedAt, path: [kind, index], object: { ...bare, [kind]: [fact] } }],
    ),
  )
  const changes = object.api.map((change, index): TimedFact => {
    return { at: change.at, path: ['api', index], object: { ...bare, api: [change] } }
  })
  return [...facts, ...changes]
}

/** The customer as it is known from the start: without its timed facts. */
export function untimedFacts(object: CustomerObject): CustomerObject {
  return {
    customer: object.customer,
    vat: object.vat.filter(isUntimed),
    terms: object.terms.filter(isUntimed),
    revenue: object.revenue.filter(isUntimed),
    agreedMonthlyFee: object.agreedMonthlyFee.filter(isUntimed),
    transactionPrices: object.transactionPrices.filter(isUntimed),
    manualCharges: object.manualCharges.filter(isUntimed),
    clerkHolds: object.clerkHolds.filter(isUntimed),
    api: [],
  }
}

const nothing = {
  vat: [],
  terms: [],
  revenue: [],
  agreedMonthlyFee: [],
  transactionPrices: [],
  manualCharges: [],
  clerkHolds: [],
  api: [],
}

function isUntimed({ recordedAt }: { readonly recordedAt: Instant | undefined }): boolean {
  return recordedAt === undefined
}
