import { openingAt } from '../../rules/api-access.ts'
import { earlierMonth, monthOf, previousMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { factInForce } from '../../rules/dated-series.ts'
import { dispositionOf } from '../../rules/disposition.ts'
import { formatInstant, secondsAfter, type Instant } from '../../rules/instant.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import type { ApiCallEvent } from './api-call-event.ts'
import type { EventAnswer } from './event-answer.ts'
import { bodyHash, eventIdentity } from './event-body.ts'
import type { CustomerRecordingFacts, RecordingFacts } from './load-recording-facts.ts'
import type { RecordedEvent } from './lookup-recorded-events.ts'

/** An event as it came in. */
export interface ReceivedEvent {
  readonly event: ApiCallEvent
  /** The clock's time of receipt: the default of `at`, and what "future" is measured from. */
  readonly receivedAt: Instant
  /** An operator's import, which may be older than the window. */
  readonly backfill: boolean
}

/** An event to record, with everything decided about it. */
export interface EventToRecord extends RecordedEvent {
  readonly event: ApiCallEvent
  readonly openingNumber: number | null
}

export interface RecordingPlan {
  /** One per received event, in their order. */
  readonly answers: readonly EventAnswer[]
  readonly toRecord: readonly EventToRecord[]
}

/** How far ahead of the clock an event may be. */
const futureSecondsMax = 300

/** Decides a batch, purely: what is new, what is known, what is in conflict and what is refused. */
export function planRecording(
  received: readonly ReceivedEvent[],
  facts: RecordingFacts,
  recorded: ReadonlyMap<number, readonly RecordedEvent[]>,
): RecordingPlan {
  const fromThisBatch = new Map<string, EventToRecord>()
  const answers = received.map((each, index): EventAnswer => {
    const customer = facts.customers.get(each.event.customer)
    if (customer === undefined) return unknownCustomer(each.event.customer)
    const identity = eventIdentity(each.event)
    const earlier = fromThisBatch.get(identity)
    const known = [...(recorded.get(index) ?? []), ...(earlier === undefined ? [] : [earlier])]
    if (known.length > 0) return repeatAnswer(each.event, known)
    const refusal = refusalOf(each, facts.oldestOpenMonth)
    if (refusal !== undefined) return refusal
    const toRecord = decided(each, customer, facts.oldestOpenMonth)
    fromThisBatch.set(identity, toRecord)
    return placed('recorded', toRecord)
  })
  return { answers, toRecord: [...fromThisBatch.values()] }
}

/**
 * The first posting month to look for an event in: a true repeat keeps its `at` and is never posted before its usage
 * month; and in any case from the month before the oldest open one.
 */
export function lookupFrom(
  { event, receivedAt }: ReceivedEvent,
  oldestOpenMonth: BillingMonth,
): BillingMonth {
  return earlierMonth(monthOf(event.at ?? receivedAt), previousMonth(oldestOpenMonth))
}

function repeatAnswer(event: ApiCallEvent, known: readonly RecordedEvent[]): EventAnswer {
  const same = known.find((recorded) => bodyHash(event, event.at ?? recorded.at) === recorded.bodyHash)
  if (same !== undefined) return placed('already-recorded', same)
  return {
    kind: 'conflict',
    message: `id ${JSON.stringify(event.id)} of source ${JSON.stringify(event.source)} is already recorded for ${event.customer} with another body; the recorded event stands`,
  }
}

function refusalOf(
  { event, receivedAt, backfill }: ReceivedEvent,
  oldestOpenMonth: BillingMonth,
): EventAnswer | undefined {
  const at = event.at ?? receivedAt
  if (at > secondsAfter(receivedAt, futureSecondsMax))
    return {
      kind: 'refused',
      reason: 'future',
      message: `at: ${formatInstant(at)} is more than 5 minutes after the time of receipt, ${formatInstant(receivedAt)}`,
    }
  const window = previousMonth(oldestOpenMonth)
  if (monthOf(at) < window && !backfill)
    return {
      kind: 'refused',
      reason: 'too-old',
      message: `at: ${formatInstant(at)} is before ${window}; older events are taken as an operator's import (--backfill)`,
    }
  return undefined
}

function decided(
  { event, receivedAt }: ReceivedEvent,
  { terms, openings }: CustomerRecordingFacts,
  oldestOpenMonth: BillingMonth,
): EventToRecord {
  const at = event.at ?? receivedAt
  const usageMonth = monthOf(at)
  const inForce = factInForce(terms, usageMonth, 'now')
  const disposition = dispositionOf(
    { channel: event.channel, outcome: event.outcome, at },
    inForce?.value,
    openings,
  )
  const opening = disposition === 'billable' ? openingAt(openings, at) : undefined
  return {
    event,
    at,
    bodyHash: bodyHash(event, at),
    disposition,
    usageMonth,
    postingMonth: postingMonthOf(usageMonth, oldestOpenMonth),
    openingNumber: opening?.openingNumber ?? null,
  }
}

function placed(kind: 'recorded' | 'already-recorded', recorded: RecordedEvent): EventAnswer {
  const { disposition, usageMonth, postingMonth } = recorded
  return { kind, disposition, usageMonth, postingMonth }
}

function unknownCustomer(customer: string): EventAnswer {
  return {
    kind: 'refused',
    reason: 'unknown-customer',
    message: `customer: ${JSON.stringify(customer)} is not known; import it first`,
  }
}
