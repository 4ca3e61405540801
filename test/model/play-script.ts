import assert from 'node:assert/strict'
import { compareBooks } from './compare-books.ts'
import { compareEvents } from './compare-events.ts'
import { compareVerified } from './compare-verified.ts'
import { written, type EngineBooks } from './engine/engine-books.ts'
import { emptyBooks } from './naive/books.ts'
import { startOf } from './naive/calendar.ts'
import { playMove } from './play-move.ts'
import type { Play, Played } from './play.ts'
import type { Move, Script } from './script.ts'
import { countMove, countScript, countSeen, type Tally } from './tally.ts'

/**
 * Plays the script on the naive books and on the engine's empty database, side by side, and counts what was done.
 * Throws at the first difference, telling everything that had happened.
 */
export async function playScript(
  engine: EngineBooks,
  script: Script,
  tally: Tally = new Map(),
): Promise<void> {
  const play: Play = { naive: emptyBooks(script.from, startOf(script.from)), engine, sent: [] }
  const story: string[] = []
  try {
    for (const move of [...openingMoves(script), ...script.moves]) {
      play.naive.now += second // no two moves at one instant
      story.push(`${written(play.naive.now)} ${JSON.stringify(move)}`)
      const played = await playMove(play, move)
      story.push(`  ${played.what} -> ${JSON.stringify(played.actual)}`)
      agree(played)
      countMove(tally, move, played.actual)
      if (move.move === 'run') countSeen(tally, await compareBooks(play))
    }
    await compareEvents(play)
    await compareVerified(play)
    countScript(tally, play.naive, await compareBooks(play))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${why}\n\nWhat had happened:\n${story.join('\n')}`, { cause: error })
  }
}

const second = 1_000_000

/** A refusal may name any of the reasons that hold. */
function agree({ expected, actual }: Played): void {
  const [one, other] = [codesOf(expected), codesOf(actual)]
  if (one !== undefined && other !== undefined && other.every((code) => one.includes(code))) return
  assert.deepEqual(actual, expected)
}

function codesOf(answer: unknown): readonly unknown[] | undefined {
  const isRefusal = typeof answer === 'object' && answer !== null && 'refused' in answer
  return isRefusal && Array.isArray(answer.refused) ? answer.refused : undefined
}

/** The books as they stand at the beginning of their first month. */
function openingMoves({ list, customers }: Script): readonly Move[] {
  return [
    { move: 'list', from: 0, list },
    ...customers.flatMap(({ id: customer, terms, revenue, vat, open }): readonly Move[] => [
      { move: 'customer', customer, name: customer },
      ...(terms === null ? [] : [{ move: 'terms', customer, from: 0, terms } as const]),
      ...(revenue === null ? [] : [{ move: 'revenue', customer, from: 0, eur: revenue } as const]),
      ...(vat === null ? [] : [{ move: 'vat', customer, from: 0, treatment: vat } as const]),
      ...(open ? [{ move: 'open', customer, daysBack: 0 } as const] : []),
    ]),
  ]
}
