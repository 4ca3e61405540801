import { formatInstant } from '../../rules/instant.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'
import type { Database } from '../database/client.ts'
import type { Document } from '../documents/document.ts'
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
  yield eventColumns('made at', 'quantity', 'posted', '', 'source  id')
  let counted = 0
  let takenBack = 0
  for await (const event of lineEvents(db, document, explained)) {
    if (event.takenBackIn === null) counted += 1
    else takenBack += 1
    yield eventText(event)
  }
  yield `    ${counted === 1 ? '1 event' : `${counted} events`}${takenBack === 0 ? '' : takenBackText(takenBack, document)}`
  yield ''
}

function eventText(event: LineEvent): string {
  const { at, quantity, postedIn, isNew, takenBackIn, source, id } = event
  const standing = isNew ? 'new' : 'billed before'
  return eventColumns(
    helsinkiTime(at),
    String(quantity),
    postedIn,
    takenBackIn === null ? standing : `taken back in ${takenBackIn}`,
    `${source}  ${id}`,
  )
}

function eventColumns(at: string, quantity: string, posted: string, standing: string, id: string): string {
  return `    ${at.padEnd(25)}  ${quantity.padStart(8)}  ${posted.padEnd(7)}  ${standing.padEnd(21)}  ${id}`
}

function takenBackText(count: number, { customer }: Document): string {
  return `, and ${count} taken back. Why: npx laskuri event show ${customer} ID`
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
