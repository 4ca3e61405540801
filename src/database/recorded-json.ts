import { formatInstant } from '../../rules/instant.ts'
import type { Attribution } from './attribution.ts'

/** When, by whom and why something was recorded, for programs. */
export function recordedJson({ recordedAt, recordedBy, note }: Attribution) {
  return { recordedAt: formatInstant(recordedAt), recordedBy, note }
}
