import sax from 'sax'
import { callStatusOf, type CallStatus } from './call-status.ts'

/** Finds the status in an answer's text as it comes; it keeps no more than the text of the `Status` elements. */
export interface StatusInXml {
  write(text: string): void
  /** Undefined until it is decided. What comes after the status isn't looked at. */
  status(): CallStatus | undefined
  /** When the answer has ended. */
  statusAtEnd(): CallStatus
}

/** The first `ResponseStatus` in the root element counts, whatever namespaces the names are in. */
export function statusInXml(): StatusInXml {
  const parser = sax.parser(true, { position: false })
  const path: string[] = []
  const texts: string[] = []
  let status: CallStatus | undefined
  let rootClosed = false

  const isIn = (...names: readonly string[]) =>
    path.length === names.length + 1 && names.every((name, index) => path[index + 1] === name)
  const addText = (text: string) => {
    if (isIn('ResponseStatus', 'Status')) texts.push((texts.pop() ?? '') + text)
  }
  // The parser goes on after what it reports: the first thing decided stands.
  const decide = (decided: CallStatus) => {
    status ??= decided
  }

  parser.onopentag = ({ name }) => {
    path.push(localName(name))
    if (isIn('ResponseStatus', 'Status')) texts.push('')
  }
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a parser, not an event target
  parser.ontext = addText
  parser.oncdata = addText
  parser.onclosetag = () => {
    if (isIn('ResponseStatus')) decide(callStatusOf(texts))
    path.pop()
    rootClosed ||= path.length === 0
  }
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a parser, not an event target
  parser.onerror = () => decide({ kind: 'unknown', why: 'not-xml' })

  return {
    write(text) {
      if (status === undefined) parser.write(text)
    },
    status: () => status,
    statusAtEnd: () => status ?? { kind: 'unknown', why: rootClosed ? 'no-status' : 'cut-off' },
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
