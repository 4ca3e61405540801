import type { NamedEvent } from '../usage/choose-events.ts'
import { inWords } from './in-words.ts'
import { namedEvent, namedEventsMax } from './named-event.ts'
import { problemTexts } from './problem-text.ts'
import { fileBytes, fileName } from './reading/file-bytes.ts'
import { invalidFile } from './reading/invalid-file.ts'
import { splitLines } from './reading/split-lines.ts'
import type { Line } from './reading/text-line.ts'
import { unpacked } from './reading/unpacked.ts'

/**
 * The events that a file names, a line each: an id, or `{"id":"…","source":"…","postingMonth":"2026-03"}` with what
 * tells it apart. `-` is standard input, gzip is unpacked, blank lines are skipped. Throws `invalid-file`, naming the
 * line, for one that is neither, for a file that names none, and for one that names more than `namedEventsMax`.
 */
export async function readNamedEvents(file: string): Promise<readonly NamedEvent[]> {
  const names: NamedEvent[] = []
  for await (const { first, lines } of splitLines(unpacked(fileBytes(file)))) {
    for (const [index, line] of lines.entries()) {
      const name = namedEventOf(line, (found) =>
        invalidFile(fileName(file), `line ${first + index}: ${found}`, allowed),
      )
      if (name !== undefined) names.push(name)
    }
    if (names.length > namedEventsMax)
      throw invalidFile(
        fileName(file),
        `it names more than ${namedEventsMax} events`,
        'take them back in several files',
      )
  }
  if (names.length === 0) throw invalidFile(fileName(file), 'it names no event', allowed)
  return names
}

const allowed = 'a line is an id, or {"id":"e1","source":"gateway-1"}'

function namedEventOf(line: Line, refusal: (found: string) => Error): NamedEvent | undefined {
  if (typeof line !== 'string') throw refusal(line.reason)
  const text = line.trim()
  if (text === '') return undefined
  const checked = namedEvent.safeParse(text.startsWith('{') ? jsonOf(text, refusal) : { id: text }, {
    error: inWords,
  })
  if (!checked.success) throw refusal(problemTexts(checked.error).join('; '))
  return checked.data
}

function jsonOf(text: string, refusal: (found: string) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('not valid JSON')
  }
}
