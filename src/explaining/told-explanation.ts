import { formatInstant } from '../../rules/instant.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'
import type { Database } from '../database/client.ts'
import { amountText } from './amount-text.ts'
import { explanationJson } from './explanation-json.ts'
import { headingText, lineText, totalsText } from './explanation-text.ts'
import type { Explanation, LineExplanation } from './explanation.ts'
import { lineEvents, type LineEvent } from './line-events.ts'

/** What to tell beside the explanation itself. */
export interface Telling {
  /** The very events behind each line, under it. */
  readonly events: boolean
}

/** The explanation for people, line by line of text; events are read while they are told. */
export async function* toldExplanation(
  db: Database,
  explanation: Explanation,
  { events }: Telling,
): AsyncGenerator<string> {
  yield* headingText(explanation)
  const told = new Set<string>()
  for (const explained of explanation.lines) {
    yield* lineText(explained, told)
    for (const { rule } of explained.rules) told.add(rule)
    if (events) yield* toldEvents(db, explanation, explained)
  }
  yield* totalsText(explanation)
}

async function* toldEvents(
  db: Database,
  { document }: Explanation,
  explained: LineExplanation,
): AsyncGenerator<string> {
  yield `  Events of line ${explained.line.lineNumber}`
  let counted = 0
  let takenBack = 0
  for await (const event of lineEvents(db, document, explained)) {
    if (event.takenBackIn === null) counted += 1
    else takenBack += 1
    yield `    ${eventText(event, explained)}`
  }
  yield `    ${eventCount(counted)}${takenBack === 0 ? '' : `, and ${takenBack} taken back`}`
  yield ''
}

function eventCount(count: number): string {
  return count === 1 ? '1 event' : `${count} events`
}

function eventText(event: LineEvent, { billedBefore }: LineExplanation): string {
  const billed = event.isNew ? 'new' : 'billed before'
  const { takenBackIn, takenBackBecause } = event
  return [
    helsinkiTime(event.at),
    amountText(String(event.quantity), 'units').padEnd(9),
    `posted in ${event.postedIn}`,
    ...(billedBefore.length === 0 ? [] : [billed]),
    event.source,
    event.id,
    ...(takenBackIn === null ? [] : [`taken back in ${takenBackIn}: ${takenBackBecause ?? ''}`]),
  ].join('  ')
}

/**
 * The explanation for programs. With events as JSON Lines: the first line is the explanation, every other one an event
 * with the number of its line, so that a reader needs no more memory than one of them.
 */
export async function* explanationForPrograms(
  db: Database,
  explanation: Explanation,
  { events }: Telling,
): AsyncGenerator<string> {
  yield JSON.stringify(explanationJson(explanation), null, events ? undefined : 2)
  if (!events) return
  for (const explained of explanation.lines)
    for await (const event of lineEvents(db, explanation.document, explained))
      yield JSON.stringify({
        lineNumber: explained.line.lineNumber,
        ...event,
        at: formatInstant(event.at),
      })
}
