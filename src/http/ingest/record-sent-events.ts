import type { Instant } from '../../../rules/instant.ts'
import type { ApiKey } from '../../api-keys/api-key.ts'
import type { ReadEvent } from '../../usage/api-call-event.ts'
import type { AnswerKind, EventAnswer } from '../../usage/event-answer.ts'
import type { UnrecordedAnswer } from '../../usage/count-unrecorded.ts'
import type { GroupedRecorder } from '../../usage/grouped-recorder.ts'
import { coversCustomer } from '../customer-scope.ts'
import { senderOf } from './sender-of.ts'

/** What became of one sent event, as JSON. */
export interface SentEventAnswer {
  readonly answer: AnswerKind
  /** Of a refusal. */
  readonly reason?: string
  readonly message?: string
  readonly disposition?: string
  readonly usageMonth?: string
  readonly postingMonth?: string
}

/** Records those of a request's events that are well-formed and the key's to send; an answer for each, in their order. */
export async function recordSentEvents(
  recorder: GroupedRecorder,
  sent: readonly ReadEvent[],
  key: ApiKey,
  receivedAt: Instant,
): Promise<readonly SentEventAnswer[]> {
  const refusals = sent.map((each) => refusalOf(each, key))
  const answers = (
    await recorder.record({
      received: sent.flatMap((each, index) =>
        each.kind === 'event' && refusals[index] === undefined
          ? [{ event: each.event, receivedAt, backfill: false }]
          : [],
      ),
      refused: sent.flatMap((each, index) => countedRefusal(each, refusals[index])),
      attribution: { recordedAt: receivedAt, recordedBy: senderOf(key), note: null },
    })
  ).values()
  return refusals.map((refusal) => refusal ?? answerOf(answers.next().value))
}

function countedRefusal(each: ReadEvent, refusal: SentEventAnswer | undefined): readonly UnrecordedAnswer[] {
  if (refusal === undefined) return []
  const source = each.kind === 'event' ? each.event.source : null
  return [{ source, answer: 'refused', reason: refusal.reason ?? null }]
}

function refusalOf(each: ReadEvent, key: ApiKey): SentEventAnswer | undefined {
  if (each.kind === 'malformed') return { answer: 'refused', reason: 'malformed', message: each.reason }
  const { customer } = each.event
  if (coversCustomer(key, customer)) return undefined
  const message = `customer: the API key does not cover ${JSON.stringify(customer)}`
  return { answer: 'refused', reason: 'forbidden', message }
}

function answerOf(recorded: EventAnswer | undefined): SentEventAnswer {
  if (recorded === undefined) throw new RangeError('broken invariant: an event has no answer')
  const { kind, ...rest } = recorded
  return { answer: kind, ...rest }
}
