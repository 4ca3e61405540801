import { msOfInstant, type Instant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { mapDatabaseError } from '../database/map-database-error.ts'
import { BillingError } from '../errors/billing-error.ts'
import { countUnrecorded, type UnrecordedAnswer } from './count-unrecorded.ts'
import type { EventAnswer } from './event-answer.ts'
import type { ReceivedEvent } from './plan-recording.ts'
import { recordEvents } from './record-events.ts'
import { RollUpBehind } from './roll-up-behind.ts'
import { rollUpUsage } from './roll-up-usage.ts'

/** One request's events. */
export interface SentEvents {
  readonly received: readonly ReceivedEvent[]
  /** Those that were refused before anything was asked of the books; they are counted with the others' answers. */
  readonly refused: readonly UnrecordedAnswer[]
  readonly attribution: Attribution
}

export interface GroupedRecorder {
  /** Records a request's events: all durable or none, an answer for each of those received. */
  readonly record: (sent: SentEvents) => Promise<readonly EventAnswer[]>
  /** Waits for what was handed over, and brings the aggregates up to date. Nothing may be handed over any more. */
  readonly ended: () => Promise<void>
}

interface GroupedRecorderOptions {
  /** Recording transactions at the same time: a connection each, and the roll-up needs one too. */
  readonly groupsAtOnce: number
  readonly onRollUpFailure: (error: unknown) => void
  /** What is recorded waits no longer than so many milliseconds for the aggregates; 5 seconds unless given. */
  readonly rollUpAfterMs?: number
}

interface Waiting extends SentEvents {
  readonly resolve: (answers: readonly EventAnswer[]) => void
  readonly reject: (error: unknown) => void
}

/** Events in one database transaction; a request alone may have as many. */
const groupedEventsMax = 10_000

/**
 * Group commit: requests that arrive while others are being recorded share the next database transaction, so a commit is
 * paid once for many. Each is still whole: a group stands or falls together, and when it falls its requests are tried one by
 * one, so that none fails for another's sake. Requests of one group are answered as if they had come one after the other.
 */
export function groupedRecorder(
  db: Database,
  { groupsAtOnce, onRollUpFailure, rollUpAfterMs = 5_000 }: GroupedRecorderOptions,
): GroupedRecorder {
  const rollUp = new RollUpBehind(db, { onFailure: onRollUpFailure, afterMs: rollUpAfterMs })
  const running = new Set<Promise<void>>()
  let waiting: Waiting[] = []
  const startMore = () => {
    while (running.size < groupsAtOnce && waiting.length > 0) {
      const group = nextGroup(waiting)
      const taken = new Set(group)
      waiting = waiting.filter((each) => !taken.has(each))
      const recording = recordGroup(db, group, rollUp).finally(() => {
        running.delete(recording)
        startMore()
      })
      running.add(recording)
    }
  }
  return {
    record: (sent) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...sent, resolve, reject })
        startMore()
      }),
    ended: async () => {
      while (running.size > 0) await Promise.all(running)
      await rollUp.ended()
      await rollUpUsage(db)
    },
  }
}

/** The oldest request, and those after it of the same sender and hour, as many as fit. */
function nextGroup(waiting: readonly Waiting[]): readonly Waiting[] {
  const group: Waiting[] = []
  let events = 0
  for (const each of waiting) {
    if (!isRecordedWith(group[0] ?? each, each)) continue
    events += each.received.length
    if (group.length > 0 && events > groupedEventsMax) break
    group.push(each)
  }
  return group
}

/** What they get is counted by sender and hour of receipt, from the one time that a group has. */
function isRecordedWith({ attribution: first }: Waiting, { attribution }: Waiting): boolean {
  return (
    attribution.recordedBy === first.recordedBy && hourOf(attribution.recordedAt) === hourOf(first.recordedAt)
  )
}

function hourOf(instant: Instant): number {
  return Math.floor(msOfInstant(instant) / 3_600_000)
}

/** Never rejects: what goes wrong is told to the requests. */
async function recordGroup(db: Database, group: readonly Waiting[], rollUp: RollUpBehind): Promise<void> {
  try {
    const answers = await recordTogether(db, group)
    let from = 0
    for (const { received, resolve } of group) {
      resolve(answers.slice(from, from + received.length))
      from += received.length
    }
    rollUp.batchRecorded()
  } catch (error) {
    const mapped = mapDatabaseError(error)
    if (group.length === 1 || isDatabaseAway(mapped)) for (const { reject } of group) reject(mapped)
    else for (const each of group) await recordGroup(db, [each], rollUp)
  }
}

/** Then the requests would only wait for it one after the other. */
function isDatabaseAway(error: unknown): boolean {
  return error instanceof BillingError && error.code === 'database-unreachable'
}

async function recordTogether(db: Database, group: readonly Waiting[]): Promise<readonly EventAnswer[]> {
  const last = group.at(-1)
  if (last === undefined) throw new RangeError('broken invariant: a group without requests')
  const { attribution } = last
  const received = group.flatMap((each) => each.received)
  const refused = group.flatMap((each) => each.refused)
  if (received.length === 0) {
    if (refused.length > 0) await atomically(db, (tx) => countUnrecorded(tx, refused, attribution))
    return []
  }
  return recordEvents(db, received, attribution, (tx, answers) =>
    countUnrecorded(tx, [...refused, ...unrecordedOf(received, answers)], attribution),
  )
}

function unrecordedOf(
  received: readonly ReceivedEvent[],
  answers: readonly EventAnswer[],
): readonly UnrecordedAnswer[] {
  return received.flatMap(({ event: { source } }, index): readonly UnrecordedAnswer[] => {
    const answer = answers[index]
    if (answer === undefined || answer.kind === 'recorded') return []
    const reason = answer.kind === 'refused' ? answer.reason : null
    return [{ source, answer: answer.kind, reason }]
  })
}
