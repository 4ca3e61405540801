import assert from 'node:assert/strict'
import { recordCalls as recordOnEngine } from './engine/record-calls.ts'
import { written } from './engine/engine-books.ts'
import { killing } from './engine/killing.ts'
import { verdictOf } from './engine/verdict-of.ts'
import { later, monthAt, startOf } from './naive/calendar.ts'
import type { NaiveBooks } from './naive/books.ts'
import { recordCalls, type SentCall } from './naive/record-calls.ts'
import type { Play, Played } from './play.ts'
import type { Call, Move, When } from './script.ts'

/** Sends a batch, new or once more. One whose connection is killed is recorded by none, and sent again at once. */
export async function playRecording(
  { naive, engine, sent }: Play,
  move: Extract<Move, { readonly move: 'record' | 'resend' }>,
): Promise<Played> {
  const calls =
    move.move === 'record'
      ? move.calls.map((call) => sentCall(naive, call))
      : (sent[move.batch % Math.max(1, sent.length)] ?? []).map((call) => changed(call, move.change))
  if (move.move === 'record') sent.push(calls)
  const { now } = naive
  const what = calls.map(({ id, at }) => `${id} ${at === null ? '-' : written(at)}`).join(', ')
  if (move.move === 'record' && move.killedAt !== undefined) {
    const killed = await killing(engine, move.killedAt, (runtime) =>
      verdictOf(async () => void (await recordOnEngine(runtime, calls, now))),
    )
    if (killed === 'done')
      recordCalls(naive, calls) // nothing came to the place of the trap
    else assert.deepEqual(killed, { refused: ['database-unreachable'] })
  }
  const actual = await recordOnEngine(engine.runtime, calls, now)
  return { what, expected: recordCalls(naive, calls), actual }
}

function sentCall(naive: NaiveBooks, { when, ...call }: Call): SentCall {
  return { ...call, at: instantFor(naive, call.customer, when) }
}

function instantFor(naive: NaiveBooks, customer: string, when: When): number | null {
  if (typeof when !== 'string') {
    const start = startOf(later(monthAt(naive.now), when.month))
    switch (when.moment) {
      case 'start':
        return start
      case 'early':
        return start + 5 * day
      case 'late':
        return start + 20 * day
      case 'end':
        return startOf(later(monthAt(naive.now), when.month + 1)) - 1
    }
  }
  const lastChange = naive.changes.findLast((change) => change.customer === customer)?.at ?? naive.now
  switch (when) {
    case 'now':
      return naive.now
    case 'left out':
      return null
    case 'four minutes ahead':
      return naive.now + 4 * minute
    case 'six minutes ahead':
      return naive.now + 6 * minute
    case 'at the last change':
      return lastChange
    case 'just before the last change':
      return lastChange - 1
  }
}

const minute = 60_000_000
const day = 24 * 60 * minute

function changed(call: SentCall, change: 'quantity' | 'outcome' | 'at' | null): SentCall {
  switch (change) {
    case null:
      return call
    case 'quantity':
      return { ...call, quantity: call.quantity + 1 }
    case 'outcome':
      return { ...call, outcome: call.outcome === 'ok' ? 'failed' : 'ok' }
    case 'at':
      return { ...call, at: call.at === null ? null : call.at + 1 }
  }
}
