import type { Instant } from '../../rules/instant.ts'

/** Every fact and run carries it: when it was recorded, by whom, and why where somebody said so. */
export interface Attribution {
  readonly recordedAt: Instant
  readonly recordedBy: string
  readonly note: string | null
}
