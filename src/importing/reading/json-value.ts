import type { Row } from './row.ts'

/**
 * A row from the text of one JSON value. Decided: of duplicate keys the last counts, as everywhere in JavaScript;
 * numbers that a double cannot hold are for the reader of the row to refuse.
 */
export function jsonRow(position: string, raw: string): Row {
  try {
    const value: unknown = JSON.parse(raw)
    return { kind: 'value', position, value, raw }
  } catch (error) {
    // The message quotes the row; control characters in it could write to a terminal.
    const why = (error instanceof Error ? error.message : String(error)).replaceAll(/\p{Cc}/gu, ' ')
    return { kind: 'malformed', position, reason: `not valid JSON: ${why}`, raw }
  }
}
