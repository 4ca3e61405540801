import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Disposition } from '../../rules/disposition.ts'

export const answerKinds = ['recorded', 'already-recorded', 'conflict', 'refused'] as const
export type AnswerKind = (typeof answerKinds)[number]

/** Why a well-formed event is not recorded. */
export const refusalReasons = ['unknown-customer', 'future', 'too-old'] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Where a recorded event stands. */
export interface RecordedPlace {
  readonly disposition: Disposition
  readonly usageMonth: BillingMonth
  readonly postingMonth: BillingMonth
}

/** What became of one event of a batch. `recorded` and `already-recorded` both mean: it counts, exactly once. */
export type EventAnswer =
  | ({ readonly kind: 'recorded' | 'already-recorded' } & RecordedPlace)
  /** The identity is recorded with another body; nothing was changed. */
  | { readonly kind: 'conflict'; readonly message: string }
  /** Not recorded, and why. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly message: string }
