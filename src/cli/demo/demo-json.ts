import { totalsJson } from '../../invoicing/totals-json.ts'
import type { ShownDemo } from './demo-text.ts'

/** The demo's totals for programs. */
export function demoJson({ size, result, explained, pointers }: ShownDemo) {
  const { customers, tally, months, seconds, recordingSeconds } = result
  return {
    seed: size.seed,
    customers,
    ...tally,
    months: months.map(({ issued }) => totalsJson(issued)),
    explained: explained?.document.number ?? null,
    creditNote: pointers.creditNote ?? null,
    seconds,
    recordingSeconds,
  }
}
