import type { Instant } from '../../../rules/instant.ts'
import { parseInstant } from '../../../rules/instant.ts'
import type { Attribution } from '../../../src/database/attribution.ts'
import type { ScratchDatabase } from '../../../src/database/scratch-database.ts'
import type { Server } from '../../../src/database/server.ts'

/** The real books: an empty database of the play's own. */
export interface EngineBooks extends ScratchDatabase {
  readonly server: Server
}

/** The clerk at the clock of the play, in microseconds. */
export function clerkAt(now: number): Attribution {
  return { recordedAt: instantOf(now), recordedBy: 'clerk', note: null }
}

export function instantOf(microseconds: number): Instant {
  const instant = parseInstant(written(microseconds))
  if (instant === undefined) throw new RangeError(`${microseconds} is no instant`)
  return instant
}

/** RFC 3339 with six digits: `2026-03-31T20:59:59.999999Z`. */
export function written(microseconds: number): string {
  const seconds = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19)
  return `${seconds}.${String(microseconds % 1_000_000).padStart(6, '0')}Z`
}
