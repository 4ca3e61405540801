import { readApiCallEvent, type ReadEvent } from './api-call-event.ts'

/**
 * Reads an event from a CSV row: cells by column name, empty ones left out. Numbers are decimal digits; any other
 * text stays as it is, so that the refusal shows what was written.
 */
export function readApiCallEventFromCsv(record: Readonly<Record<string, string>>): ReadEvent {
  const { quantity, durationMs } = record
  if (quantity === undefined && durationMs === undefined) return readApiCallEvent(record)
  const event: Record<string, unknown> = { ...record }
  if (quantity !== undefined && /^\d+$/.test(quantity)) event['quantity'] = safeNumber(quantity)
  if (durationMs !== undefined && /^\d+(?:\.\d+)?$/.test(durationMs)) event['durationMs'] = Number(durationMs)
  return readApiCallEvent(event)
}

/** An integer that a number cannot hold stays text: it is refused as it was written. */
function safeNumber(digits: string): number | string {
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : digits
}
