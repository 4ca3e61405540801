import type { NaiveBooks } from './naive/books.ts'
import type { Seen } from './naive/seen.ts'
import type { Move } from './script.ts'

/** How often each thing was done or answered, by its name. */
export type Tally = Map<string, number>

function count(tally: Tally, name: string, times = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + times)
}

/** Counts a move, and what was answered to it, without the months and dispositions of single calls. */
export function countMove(tally: Tally, { move }: Move, answer: unknown): void {
  count(tally, `move ${move}`)
  const answers = Array.isArray(answer)
    ? answer.map((each) => String(each).split(' ').slice(0, 2))
    : [[answerIn(answer)]]
  for (const words of answers) count(tally, `answer to ${move}: ${words.join(' ')}`)
}

/** After a run: every document is compared again, those of earlier runs too. */
export function countSeen(tally: Tally, { documents }: Seen): void {
  count(tally, 'documents compared', documents.length)
}

export function countScript(tally: Tally, { closed }: NaiveBooks, seen: Seen): void {
  countSeen(tally, seen)
  const { documents, holds } = seen
  count(tally, 'scripts')
  count(tally, 'months closed', closed.length)
  count(tally, 'documents', documents.length)
  count(tally, 'documents: credit notes', documents.filter(({ kind }) => kind === 'credit-note').length)
  const lines = documents.flatMap((document) => document.lines.map((line) => ({ document, line })))
  count(tally, 'lines', lines.length)
  count(
    tally,
    'lines: adjustments',
    lines.filter(({ document, line }) => line.usageMonth < document.month).length,
  )
  count(tally, 'holds', holds.length)
}

function answerIn(answer: unknown): string {
  if (typeof answer === 'string') return answer
  return typeof answer === 'object' && answer !== null && 'refused' in answer
    ? `refused ${String(answer.refused)}`
    : 'as expected'
}
