import { formatInstant, type Instant } from '../../rules/instant.ts'
import type { Disposition } from '../../rules/disposition.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import type { AnswerKind } from '../usage/event-answer.ts'

export interface AnswersQuestion {
  /** Half-open, by the time of receipt. */
  readonly from: Instant
  readonly to: Instant
  /** As recorded with the events; all unless given. */
  readonly sentBy?: string | undefined
  readonly source?: string | undefined
}

/** Events of one sender and source that were received in one hour and got one answer. */
export interface AnswerCount {
  /** The hour's beginning. */
  readonly hour: Instant
  readonly sentBy: string
  /** Null where the event could not be read. */
  readonly source: string | null
  readonly answer: AnswerKind
  /** Of recorded ones. */
  readonly disposition: Disposition | null
  /** Of refused ones. */
  readonly reason: string | null
  readonly events: number
}

/**
 * What became of everything that was sent, for a sender to compare with its own log. Recorded events are counted from the
 * events themselves, whoever recorded them; what recorded nothing was counted when it was answered, over HTTP alone.
 */
export async function answersReport(
  db: Database,
  { from, to, sentBy, source }: AnswersQuestion,
): Promise<readonly AnswerCount[]> {
  const [first, end] = [formatInstant(from), formatInstant(to)]
  const [ownSender, ownSource] = [sentBy ?? null, source ?? null]
  const rows = await inSnapshot(
    db,
    ({ sql }) => sql<Row[]>`
    select hour::text, sent_by, source, answer, disposition, reason, events::text from (
      select date_trunc('hour', b.recorded_at) as hour, b.recorded_by as sent_by, e.source, 'recorded' as answer,
        e.disposition::text, null as reason, count(*) as events
      from recording_batches b cross join lateral (select * from events where batch_id = b.batch_id offset 0) e
      where b.recorded_at >= ${first} and b.recorded_at < ${end} and (${ownSender}::text is null or b.recorded_by = ${ownSender})
      group by 1, 2, 3, 5
      union all
      select date_trunc('hour', recorded_at), recorded_by, source, answer, null, reason, sum(event_count)
      from unrecorded_answers
      where recorded_at >= ${first} and recorded_at < ${end} and (${ownSender}::text is null or recorded_by = ${ownSender})
      group by 1, 2, 3, 4, 6) answered
    where ${ownSource}::text is null or source = ${ownSource}
    order by hour, sent_by collate "C", source collate "C",
      array_position(array['recorded', 'already-recorded', 'conflict', 'refused'], answer), disposition, reason`,
  )
  return rows.map((row) => ({
    hour: instantOfTimestamp(row.hour),
    sentBy: row.sent_by,
    source: row.source,
    answer: row.answer,
    disposition: row.disposition,
    reason: row.reason,
    events: Number(row.events),
  }))
}

interface Row {
  readonly hour: string
  readonly sent_by: string
  readonly source: string | null
  readonly answer: AnswerKind
  readonly disposition: Disposition | null
  readonly reason: string | null
  readonly events: string
}
