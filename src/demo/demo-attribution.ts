import type { Instant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'

/** Who recorded the demo's data: by this it is known again. */
export const demoRecorder = 'laskuri demo'

export function demoAttribution(recordedAt: Instant): Attribution {
  return { recordedAt, recordedBy: demoRecorder, note: null }
}
