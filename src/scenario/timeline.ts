import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import type { CustomerObject } from '../importing/customer-object.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import type { Scenario } from './scenario-content.ts'

/** One thing that happens, with its place in the file. */
export type Happening =
  | { readonly kind: 'close'; readonly path: Path; readonly at: Instant; readonly month: BillingMonth }
  /** A customer object that holds nothing but the fact recorded at the instant. */
  | { readonly kind: 'fact'; readonly path: Path; readonly at: Instant; readonly object: CustomerObject }
  | { readonly kind: 'event'; readonly path: Path; readonly at: Instant; readonly event: ReceivedEvent }

export type Path = readonly (string | number)[]

const orderAtOneInstant = { close: 0, fact: 1, event: 2 }

/**
 * A scenario is one timeline: everything in the order of recording, whatever its place in the file; at one instant
 * closes come first, then facts and openings, then events, each in file order.
 */
export function timelineOf(scenario: Scenario): readonly Happening[] {
  const happenings: readonly Happening[] = [
    ...scenario.close.map(
      ({ month, at }, index) => ({ kind: 'close', path: ['close', index], at, month }) as const,
    ),
    ...scenario.customers.flatMap(timedFacts),
    ...scenario.events.flatMap((events, index) =>
      events.map(
        (event) => ({ kind: 'event', path: ['events', index], at: event.receivedAt, event }) as const,
      ),
    ),
  ]
  return happenings.toSorted(
    (one, other) => one.at - other.at || orderAtOneInstant[one.kind] - orderAtOneInstant[other.kind],
  )
}

/** The customers as they were known from the start: without the facts and openings that come later. */
export function knownFromTheStart(scenario: Scenario): readonly CustomerObject[] {
  return scenario.customers.map((object) => ({
    customer: object.customer,
    vat: object.vat.filter(isUntimed),
    terms: object.terms.filter(isUntimed),
    revenue: object.revenue.filter(isUntimed),
    agreedMonthlyFee: object.agreedMonthlyFee.filter(isUntimed),
    transactionPrices: object.transactionPrices.filter(isUntimed),
    api: [],
  }))
}

const kinds = ['vat', 'terms', 'revenue', 'agreedMonthlyFee', 'transactionPrices'] as const

function timedFacts(object: CustomerObject, customerIndex: number): readonly Happening[] {
  const nothing = { vat: [], terms: [], revenue: [], agreedMonthlyFee: [], transactionPrices: [], api: [] }
  const bare = { customer: object.customer, ...nothing }
  const facts = kinds.flatMap((kind) =>
    object[kind].flatMap((fact, index): readonly Happening[] => {
      const path = ['customers', customerIndex, kind, index]
      if (fact.recordedAt === undefined) return []
      return [{ kind: 'fact', path, at: fact.recordedAt, object: { ...bare, [kind]: [fact] } }]
    }),
  )
  const openings = object.api.map((change, index): Happening => {
    const path = ['customers', customerIndex, 'api', index]
    return { kind: 'fact', path, at: change.at, object: { ...bare, api: [change] } }
  })
  return [...facts, ...openings]
}

function isUntimed({ recordedAt }: { readonly recordedAt: Instant | undefined }): boolean {
  return recordedAt === undefined
}
