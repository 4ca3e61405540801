import { instantOfMs, type Instant } from '../../rules/instant.ts'

/** Where the present comes from. Everything below the edge takes instants as arguments. */
export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => instantOfMs(Date.now()) }
