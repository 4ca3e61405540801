import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import type { CustomerObject } from '../importing/customer-object.ts'
import { timedFacts, untimedFacts } from '../importing/timed-facts.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import type { Scenario, ScenarioRetraction } from './scenario-content.ts'

/** One thing that happens, with its place in the file. */
export type Happening =
  | { readonly kind: 'close'; readonly path: Path; readonly at: Instant; readonly month: BillingMonth }
  /** A customer object that holds nothing but the fact recorded at the instant. */
  | { readonly kind: 'fact'; readonly path: Path; readonly at: Instant; readonly object: CustomerObject }
  | {
      readonly kind: 'retraction'
      readonly path: Path
      readonly at: Instant
      readonly retraction: ScenarioRetraction
    }
  | { readonly kind: 'event'; readonly path: Path; readonly at: Instant; readonly event: ReceivedEvent }

export type Path = readonly (string | number)[]

const orderAtOneInstant = { close: 0, fact: 1, event: 2, retraction: 3 }

/**
 * A scenario is one timeline: everything in the order of recording, whatever its place in the file; at one instant
 * closes come first, then facts and openings, then events, then retractions, each in file order.
 */
export function timelineOf(scenario: Scenario): readonly Happening[] {
  const happenings: readonly Happening[] = [
    ...scenario.close.map(
      ({ month, at }, index) => ({ kind: 'close', path: ['close', index], at, month }) as const,
    ),
    ...scenario.customers.flatMap((customer, index) =>
      timedFacts(customer).map(
        ({ at, path, object }) =>
          ({ kind: 'fact', path: ['customers', index, ...path], at, object }) as const,
      ),
    ),
    ...scenario.events.flatMap((events, index) =>
      events.map(
        (event) => ({ kind: 'event', path: ['events', index], at: event.receivedAt, event }) as const,
      ),
    ),
    ...scenario.retractions.map(
      (retraction, index) =>
        ({ kind: 'retraction', path: ['retractions', index], at: retraction.at, retraction }) as const,
    ),
  ]
  return happenings.toSorted(
    (one, other) => one.at - other.at || orderAtOneInstant[one.kind] - orderAtOneInstant[other.kind],
  )
}

/** The customers as they were known from the start: without the facts and openings that come later. */
export function knownFromTheStart(scenario: Scenario): readonly CustomerObject[] {
  return scenario.customers.map(untimedFacts)
}
