import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { CloudEvent, HTTP } from 'cloudevents'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findEvents } from '../../src/usage/find-events.ts'
import { instantAt } from '../fixtures/books.ts'
import { ingestTrial, line, trialOptions, type IngestTrial } from './ingest-trial.ts'

let trial: IngestTrial
beforeAll(async () => {
  trial = await ingestTrial()
})
afterAll(() => trial.drop())

async function rejectsIn(path: string): Promise<unknown[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((text) => text !== '')
  return lines.map((text): unknown => JSON.parse(text))
}

const nothing = { malformed: 0, 'unknown-customer': 0, future: 0, 'too-old': 0 }

describe('what becomes of rows', () => {
  test('a broken or refused row stops no other, and is kept with its place and reason', async () => {
    const rows = [
      line({ id: 'k1' }),
      'not json\n',
      '\n',
      line({ id: 'k2', customer: 'nobody' }),
      line({ id: 'k3', at: '2026-03-21T08:00:00Z' }),
      line({ id: 'k4', at: '2026-01-10T08:00:00Z' }),
      line({ id: 'k1', quantity: 2 }),
      line({ id: 'k5', quantity: 0 }),
      line({ id: 'k1' }),
      line({ id: 'k6', outcome: 'failed' }),
    ]
    const path = await trial.fileOf('mixed.jsonl', rows.join(''))
    const rejects = join(trial.folder, 'rejects.jsonl')
    const summary = await trial.ingest([path], { rejects })
    expect(summary).toMatchObject({
      rows: 9,
      files: 1,
      recorded: { billable: 1, failed: 1, 'api-closed': 0, 'not-eligible': 0, 'other-channel': 0 },
      alreadyRecorded: 1,
      conflicts: 1,
      refused: { malformed: 2, 'unknown-customer': 1, future: 1, 'too-old': 1 },
      interrupted: false,
      lastRow: { file: path, position: 'line 10' },
    })
    const kept = await rejectsIn(rejects)
    const expected = [
      ['line 2', /^malformed: not valid JSON/, 'not json'],
      ['line 4', /^unknown-customer: /, rows[3]],
      ['line 5', /^future: /, rows[4]],
      ['line 6', /^too-old: /, rows[5]],
      ['line 7', /^conflict: /, rows[6]],
      ['line 8', /^malformed: quantity: 0 is not allowed/, rows[7]],
    ] as const
    expect(kept).toHaveLength(expected.length)
    for (const [position, reason, row] of expected)
      expect(kept).toContainEqual({
        file: path,
        position,
        reason: expect.stringMatching(reason),
        row: String(row).trimEnd(),
      })
    expect(summary.firstRefused.map(({ place }) => place.position)).toEqual(
      expected.map(([position]) => position),
    )
  })

  test('without a rejects file the first 20 refused rows are told, in the order of the files', async () => {
    const rows = Array.from({ length: 50 }, (_, index) =>
      line({ id: `n${index}`, customer: `nobody-${index}` }),
    )
    const files = [
      await trial.fileOf('nobody-1.jsonl', rows.join('')),
      await trial.fileOf('nobody-2.jsonl', 'x\n'),
    ]
    const summary = await trial.ingest(files)
    expect(summary.refused).toEqual({ ...nothing, malformed: 1, 'unknown-customer': 50 })
    const places = summary.firstRefused.map(({ place }) => place.position)
    expect(places).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 1}`))
  })

  test('an operator’s import takes what is older than the window', async () => {
    const path = await trial.fileOf('old.jsonl', line({ id: 'old', at: '2025-11-10T08:00:00Z' }))
    expect((await trial.ingest([path])).refused).toEqual({ ...nothing, 'too-old': 1 })
    expect((await trial.ingest([path], { backfill: true })).recorded['not-eligible']).toBe(1)
    expect((await trial.ingest([path])).alreadyRecorded).toBe(1)
  })

  test('who recorded it, when and why is kept with the event', async () => {
    await trial.ingest([await trial.fileOf('who.jsonl', line({ id: 'who' }))])
    expect(await findEvents(trial.db.runtime, { customer: 'c1', id: 'who' })).toMatchObject([
      { recordedBy: 'operator', note: 'from a file', recordedAt: trialOptions.clock.now() },
    ])
  })
})

describe('many rows', () => {
  const rows = Array.from({ length: 30_000 }, (_, index) =>
    line({ id: `m${index}`, customer: `c${index % 30}` }),
  )

  test('every row of several files is recorded once, and repeating the ingest records nothing', async () => {
    const files = [
      await trial.fileOf('many-1.jsonl', rows.slice(0, 20_000).join('')),
      await trial.fileOf('many-2.jsonl.gz', gzipSync(rows.slice(15_000).join(''))),
    ]
    const first = await trial.ingest(files)
    expect(first).toMatchObject({
      rows: 35_000,
      files: 2,
      recorded: { billable: 30_000 },
      alreadyRecorded: 5000,
    })
    expect(await trial.countOf('m')).toBe(30_000)
    expect(await trial.ingest(files)).toMatchObject({
      rows: 35_000,
      recorded: { billable: 0 },
      alreadyRecorded: 35_000,
    })
    expect(await trial.countOf('m')).toBe(30_000)
  })

  test('of two bodies under one identity the earlier row of the files stands', async () => {
    const bodies = Array.from({ length: 3 }, (_, body) =>
      Array.from({ length: 4000 }, (_row, index) =>
        line({ id: `o${index}`, customer: `c${index % 30}`, quantity: body + 1 }),
      ).join(''),
    )
    const files = await Promise.all(bodies.map((body, index) => trial.fileOf(`order-${index}.jsonl`, body)))
    expect(await trial.ingest(files)).toMatchObject({ recorded: { billable: 4000 }, conflicts: 8000 })
    const [row] = await trial.db.runtime
      .sql`select max(quantity) as most from events where starts_with(event_id, 'o')`
    expect(row).toEqual({ most: '1' })
  })

  test('afterwards nothing is left to roll up', async () => {
    expect(await trial.db.runtime.sql`select from pending_batches`).toHaveLength(0)
  })

  test('progress counts up to every row and every byte', async () => {
    const path = await trial.fileOf('progress.jsonl', rows.join(''))
    const told: { rows: number; bytesRead: number; bytesTotal: number | null }[] = []
    await trial.ingest([path], { onProgress: (progress) => told.push(progress) })
    const bytes = rows.join('').length
    expect(told.at(-1)).toEqual({ rows: 30_000, bytesRead: bytes, bytesTotal: bytes })
    expect(told.map((each) => each.rows)).toEqual(
      told.map((each) => each.rows).toSorted((one, other) => one - other),
    )
  })
})

describe('other forms', () => {
  test('CSV and a JSON array', async () => {
    const csv =
      'id,customer,resource,method,outcome,quantity,at\nv1,c1,escan.nv,POST,ok,7,2026-03-10T08:00:00Z\n'
    const array = `[${line({ id: 'v2' })},${line({ id: 'v3' })}]`
    const summary = await trial.ingest([
      await trial.fileOf('v.csv', csv),
      await trial.fileOf('v.json', array),
    ])
    expect(summary).toMatchObject({ rows: 3, files: 2, recorded: { billable: 3 } })
    expect(await findEvents(trial.db.runtime, { customer: 'c1', id: 'v1' })).toMatchObject([{ quantity: 7 }])
  })

  test('CloudEvents made by the CNCF SDK, end to end', async () => {
    const data = { resource: 'Escan.nv', method: 'post', outcome: 'ok', quantity: 3, identifier: 'key-1' }
    const base = {
      type: 'api.call',
      source: '/gateway',
      subject: 'c2',
      time: '2026-03-10T10:00:00.123+02:00',
    }
    const bytes = new TextEncoder().encode(JSON.stringify(data))
    const messages = [
      HTTP.structured(new CloudEvent({ ...base, id: 'ce-1', data })),
      HTTP.structured(new CloudEvent({ ...base, id: 'ce-2', data: bytes })),
    ]
    const lines = messages.map(({ body }) => `${String(body)}\n`)
    const summary = await trial.ingest([await trial.fileOf('cloud.jsonl', lines.join(''))])
    expect(summary).toMatchObject({ rows: 2, recorded: { billable: 2 } })
    for (const id of ['ce-1', 'ce-2'])
      expect(await findEvents(trial.db.runtime, { customer: 'c2', source: '/gateway', id })).toMatchObject([
        {
          resource: 'escan.nv',
          method: 'POST',
          quantity: 3,
          identifier: 'key-1',
          at: instantAt('2026-03-10T08:00:00.123Z'),
          disposition: 'billable',
        },
      ])
  })
})
