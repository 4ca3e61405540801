import type { Channel } from '../../rules/disposition.ts'
import type { Instant } from '../../rules/instant.ts'
import type { CustomerObject } from '../importing/customer-object.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import type { Integration } from './integrations.ts'
import type { WeightedChoices } from './random.ts'

/** A generated customer: what is recorded about it, and how its programs call. */
export interface DemoCustomer {
  /** From 1 on; names the customer to the generator. */
  readonly number: number
  /** With the facts that become known during the story, each with its instant. */
  readonly object: CustomerObject
  /** Undefined: nothing calls for this customer. */
  readonly usage: UsageProfile | undefined
  /** Calls that belong to its story, beside the usual ones. */
  readonly events: readonly ReceivedEvent[]
  /** What the customer is there to show; null for the many. */
  readonly story: string | null
}

export interface UsageProfile {
  readonly integration: Integration
  /** Calls on an ordinary working day. */
  readonly callsPerDay: number
  /** By people in office hours, by jobs at night, or by both. */
  readonly rhythm: 'office' | 'nightly' | 'mixed'
  /** The hour of the clock in which its nightly jobs start. */
  readonly nightHour: number
  /** Who sends the events. */
  readonly source: string
  readonly identifier: string
  readonly channels: WeightedChoices<Channel>
  /** When there are calls: half-open intervals. */
  readonly windows: readonly CallWindow[]
}

export interface CallWindow {
  readonly from: Instant
  readonly to: Instant
}
