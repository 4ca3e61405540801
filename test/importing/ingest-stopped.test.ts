import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestTrial, line, type IngestTrial } from './ingest-trial.ts'

let trial: IngestTrial
beforeAll(async () => {
  trial = await ingestTrial()
})
afterAll(() => trial.drop())

test.each([
  ['is missing', () => Promise.resolve(join(trial.folder, 'missing'))],
  ['is a directory', () => Promise.resolve(trial.folder)],
  ['is empty', () => trial.fileOf('empty.jsonl', '')],
  ['is blank', () => trial.fileOf('blank.jsonl', ' \n\n')],
])('when a later file %s, nothing of any file is recorded', async (_name, bad) => {
  const good = await trial.fileOf('good.jsonl', line({ id: 'good' }))
  const rejects = join(trial.folder, 'never-made')
  await expect(trial.ingest([good, await bad()], { rejects })).rejects.toMatchObject({ code: 'invalid-file' })
  expect(await trial.countOf('good')).toBe(0)
  await expect(readFile(rejects)).rejects.toThrow('ENOENT')
})

test('standard input cannot be named twice', async () => {
  await expect(trial.ingest(['-', '-'])).rejects.toThrow(/standard input: it is named twice/)
})

test('interrupted, it has dealt with every row up to the one it names, and can be repeated', async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) =>
    line({ id: `i${index}`, customer: `c${index % 30}` }),
  )
  const path = await trial.fileOf('interrupted.jsonl', rows.join(''))
  const interruption = new AbortController()
  const signal = interruption.signal
  const summary = await trial.ingest([path], { signal, onProgress: () => interruption.abort() })
  expect(summary).toMatchObject({ interrupted: true, files: 0 })
  expect(summary.rows).toBeLessThan(60_000)
  expect(summary.lastRow).toEqual({ file: path, position: `line ${summary.rows}` })
  expect(await trial.countOf('i')).toBe(summary.rows)
  const repeated = await trial.ingest([path])
  expect(repeated).toMatchObject({ interrupted: false, rows: 60_000, alreadyRecorded: summary.rows })
  expect(await trial.countOf('i')).toBe(60_000)
})

test('interrupted before it begins, it records nothing', async () => {
  const path = await trial.fileOf('early.jsonl', line({ id: 'early' }))
  const summary = await trial.ingest([path], { signal: AbortSignal.abort() })
  expect(summary).toMatchObject({ interrupted: true, rows: 0, lastRow: null })
  expect(await trial.countOf('early')).toBe(0)
})

test('a file that breaks off is refused after its rows are recorded, and can be repeated whole', async () => {
  // Uneven ids, so that half of the packed bytes hold many rows.
  const rows = Array.from({ length: 20_000 }, (_, index) => line({ id: `g${Math.sin(index)}` }))
  const packed = gzipSync(rows.join(''))
  const path = await trial.fileOf('cut.gz', packed.subarray(0, packed.length / 2))
  await expect(trial.ingest([path])).rejects.toThrow(/gzip data is damaged or ends too early/)
  const recorded = await trial.countOf('g')
  expect(recorded).toBeGreaterThan(0)
  const whole = await trial.ingest([await trial.fileOf('whole.gz', packed)])
  expect(whole).toMatchObject({ rows: 20_000, alreadyRecorded: recorded })
})

test('an error of the database stops everything; what was recorded stays, and repeating completes it', async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) =>
    line({ id: `b${index}`, customer: `c${index % 30}` }),
  )
  const path = await trial.fileOf('broken.jsonl', rows.join(''))
  let broken: Promise<void> | undefined
  const ingested = trial.ingest([path], { onProgress: () => void (broken ??= terminateAWriter()) })
  await expect(ingested).rejects.toMatchObject({ code: 'database-unreachable', retryable: true })
  await broken
  const recorded = await trial.countOf('b')
  expect(recorded).toBeGreaterThan(0)
  expect(recorded).toBeLessThan(60_000)
  expect(await trial.ingest([path])).toMatchObject({ rows: 60_000, alreadyRecorded: recorded })
  expect(await trial.countOf('b')).toBe(60_000)
})

/** Makes the writers wait for a lock, and ends the connections of those that do. */
async function terminateAWriter(): Promise<void> {
  await trial.db.owner.sql.begin(async (tx) => {
    await tx`lock table recording_batches in exclusive mode`
    await expect.poll(() => terminateWaiting()).toBeGreaterThan(0)
  })
}

async function terminateWaiting(): Promise<number> {
  const terminated = await trial.db.owner.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%recording_batches%'`
  return terminated.length
}
