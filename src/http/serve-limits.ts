/** How long others are waited for, and how much they may hold. */
export interface ServeLimits {
  /** How long requests in flight may take to end when the server stops; then their connections are cut. */
  readonly graceMs: number
  /** How long after that what goes on behind answers, runs and roll-ups, may take to come to a safe place. */
  readonly behindMs: number
  /** A stream whose reader has taken nothing for so long is cut. */
  readonly readerIdleMs: number
  /** A request that has not arrived whole after so long is answered 408 and cut; its head has `headMs`. */
  readonly requestMs: number
  readonly headMs: number
  /** A connection without a request is closed after so long. */
  readonly connectionIdleMs: number
  readonly headBytesMax: number
  /** What the bodies of all requests under way may hold together, unpacked. */
  readonly bodiesBytesMax: number
}

export const serveLimits: ServeLimits = {
  graceMs: 10_000,
  behindMs: 5_000,
  readerIdleMs: 30_000,
  requestMs: 120_000,
  headMs: 10_000,
  connectionIdleMs: 65_000, // longer than load balancers keep theirs, or they would send into a connection that closes
  headBytesMax: 16 * 1024,
  bodiesBytesMax: 64 * 1024 * 1024,
}
