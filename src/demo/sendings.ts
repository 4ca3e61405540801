import { secondsAfter, type Instant } from '../../rules/instant.ts'
import type { ApiCallEvent } from '../usage/api-call-event.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import type { Random } from './random.ts'

/** How the gateway sends an event: mostly once and at once; sometimes late, sometimes again, rarely changed. */
export function sendings(
  event: ApiCallEvent & { readonly at: Instant },
  random: Random,
): readonly ReceivedEvent[] {
  const first = sending(event, secondsAfter(event.at, delaySeconds(random)))
  if (random.chance(conflictShare)) {
    const changed = { ...event, quantity: event.quantity + 1 }
    return [first, sending(changed, secondsAfter(first.receivedAt, random.between(5, 900)))]
  }
  if (!random.chance(retryShare)) return [first]
  const again = random.chance(0.1) ? random.between(1, 4) * day : random.between(2, 600)
  return [first, sending(event, secondsAfter(first.receivedAt, again))]
}

/** An event received at the instant. */
export function sending(event: ApiCallEvent, receivedAt: Instant): ReceivedEvent {
  return { event, receivedAt, backfill: false }
}

const day = 86_400
/** How many events are sent again. */
export const retryShare = 0.013
/** The same id with another body: a fault of the sender. */
const conflictShare = 1 / 12_000

/** Gateways buffer while a line is down, and now and then one is found weeks later. */
function delaySeconds(random: Random): number {
  return random.weighted<() => number>([
    [() => random.between(0.2, 3), 986],
    [() => random.between(600, 2 * day), 12],
    [() => random.between(2, 24) * day, 2],
  ])()
}
