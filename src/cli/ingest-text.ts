import type { IngestSummary } from '../importing/ingesting/ingest-summary.ts'
import { counted } from './counted.ts'

/** Counts by answer, and the first refused rows with their place and reason. */
export function ingestText(summary: IngestSummary, seconds: number): string {
  const { rows, recorded, alreadyRecorded, conflicts, refused, firstRefused } = summary
  const recordedRows = sum(recorded)
  const rate = seconds > 0 ? Math.round(rows / seconds) : rows
  const counts = [
    `${counted(rows, 'row')} in ${seconds.toFixed(1)} s (${rate}/s)`,
    line('recorded', recordedRows, recorded),
    line('already recorded', alreadyRecorded),
    line('conflicts', conflicts),
    line('refused', sum(refused), refused),
  ]
  const shown = firstRefused
    .slice(0, 5)
    .map(({ place, reason, message }) => `  ${place.file}, ${place.position}: ${reason}: ${message}`)
  return [...counts, ...(shown.length > 0 ? ['first rows not recorded:', ...shown] : [])].join('\n')
}

/** Rows that were not recorded: refused, or in conflict with a recorded event. */
export function refusedRows({ conflicts, refused }: IngestSummary): number {
  return conflicts + sum(refused)
}

function line(title: string, count: number, parts: Readonly<Record<string, number>> = {}): string {
  const named = Object.entries(parts).filter(([, part]) => part > 0)
  const detail = named.length === 0 ? '' : `  (${named.map(([name, part]) => `${name} ${part}`).join(', ')})`
  return `${title.padEnd(18)}${String(count).padStart(10)}${detail}`
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
