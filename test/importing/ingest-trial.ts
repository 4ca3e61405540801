import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingestFiles, type IngestOptions } from '../../src/importing/ingest-files.ts'
import type { IngestSummary } from '../../src/importing/ingesting/ingest-summary.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks, instantAt } from '../fixtures/books.ts'

export interface IngestTrial {
  readonly db: TestDatabase
  readonly folder: string
  fileOf(name: string, content: string | Uint8Array): Promise<string>
  ingest(files: readonly string[], own?: Partial<IngestOptions>): Promise<IngestSummary>
  /** Recorded events whose ids start so. */
  countOf(prefix: string): Promise<number>
  drop(): Promise<void>
}

export const trialOptions: IngestOptions = {
  backfill: false,
  rejects: undefined,
  clock: { now: () => instantAt('2026-03-20T08:00:00Z') },
  recordedBy: 'operator',
  note: 'from a file',
}

/** A folder of files, and a database with customers c0 to c29 and books open from March 2026. */
export async function ingestTrial(): Promise<IngestTrial> {
  const db = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'laskuri-ingest-'))
  const customers = Array.from({ length: 30 }, (_, index) => ({ id: `c${index}` }))
  await givenBooks(db.runtime, { from: '2026-03', customers })
  return {
    db,
    folder,
    async fileOf(name, content) {
      const path = join(folder, name)
      await writeFile(path, content)
      return path
    },
    ingest: (files, own = {}) => ingestFiles(db.runtime, files, { ...trialOptions, ...own }),
    async countOf(prefix) {
      const rows = await db.runtime.sql`select from events where starts_with(event_id, ${prefix})`
      return rows.length
    },
    async drop() {
      await db.drop()
      await rm(folder, { recursive: true })
    },
  }
}

/** A native event of c1 in March as a line of a file. */
export function line(fields: Readonly<Record<string, unknown>>): string {
  const at = '2026-03-10T08:00:00Z'
  return `${JSON.stringify({ customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok', at, ...fields })}\n`
}
