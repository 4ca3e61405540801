// R8 (decided). A line commits to the very events behind it, by their number and an order-free digest: the exclusive or
// of their body hashes. It guards against accident and careless edits, not against a determined forger.
// Tests: test/rules/event-set.test.ts

/** How many events, and the exclusive or of their body hashes: 32 hex digits. Of events taken out, the count is negative. */
export interface EventSet {
  readonly count: number
  readonly digest: string
}

export const noEvents: EventSet = { count: 0, digest: '0'.repeat(32) }

/** Two sets without a common event as one; or, where one is of events taken out, what is left. */
export function joinedEvents(one: EventSet, other: EventSet): EventSet {
  return { count: one.count + other.count, digest: exclusiveOr(one.digest, other.digest) }
}

function exclusiveOr(one: string, other: string): string {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(16).padStart(32, '0')
}
