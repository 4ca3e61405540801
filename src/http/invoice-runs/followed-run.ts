import type { RunProgress } from './run-progress.ts'

/** A month's run or a preview of it, for those who follow it. */
export interface FollowedRun {
  /** Where it is, with the totals of what is done so far. */
  readonly whole: () => Promise<RunProgress>
  /** The same while it goes on, without totals, which cost more the further it has come; at its end with them. */
  readonly step: () => Promise<RunProgress>
  /** Resolves at the next block of customers, or the end. */
  readonly nextBlock: () => Promise<void>
}
