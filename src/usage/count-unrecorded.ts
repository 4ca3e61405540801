import { formatInstant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import type { AnswerKind } from './event-answer.ts'

/** An answer to a sent event that recorded nothing. */
export interface UnrecordedAnswer {
  /** Null where the event could not be read. */
  readonly source: string | null
  readonly answer: Exclude<AnswerKind, 'recorded'>
  /** Of a refusal. */
  readonly reason: string | null
}

/**
 * Keeps how many answers there were of each kind, in the database transaction that gave them: a row each, added and never
 * changed, so that no recording waits for another's counts.
 */
export async function countUnrecorded(
  tx: Database,
  answers: readonly UnrecordedAnswer[],
  { recordedAt, recordedBy, note }: Attribution,
): Promise<void> {
  if (answers.length === 0) return
  await tx.sql`
    insert into unrecorded_answers (source, answer, reason, event_count, recorded_at, recorded_by, note)
    select source, answer, reason, count(*), ${formatInstant(recordedAt)}::timestamptz, ${recordedBy}, ${note}
    from unnest(${answers.map(({ source }) => source)}::text[], ${answers.map(({ answer }) => answer)}::text[],
      ${answers.map(({ reason }) => reason)}::text[]) as answered (source, answer, reason)
    group by source, answer, reason`
}
