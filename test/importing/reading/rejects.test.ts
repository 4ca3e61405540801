import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRejects } from '../../../src/importing/reading/rejects.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laskuri-rejects-'))
})
afterAll(() => rm(folder, { recursive: true }))

const reject = { file: 'events.jsonl', position: 'line 3', reason: 'not valid JSON', row: '{"a":"ä"\u2028' }

async function linesOf(path: string): Promise<unknown[]> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line))
}

test('a refused row is kept with its file, position and reason, as text or as bytes', async () => {
  const path = join(folder, 'both.jsonl')
  {
    await using rejects = await openRejects(path)
    await rejects.write(reject)
    await rejects.write({ ...reject, row: Uint8Array.of(0xff, 0x00) })
  }
  const { file, position, reason } = reject
  expect(await linesOf(path)).toEqual([reject, { file, position, reason, rowBase64: '/wA=' }])
})

test('every row is in the file once it is closed, in order, and closing twice is harmless', async () => {
  const path = join(folder, 'many.jsonl')
  const rejects = await openRejects(path)
  for (let line = 1; line <= 20_000; line += 1) await rejects.write({ ...reject, position: `line ${line}` })
  await rejects.close()
  await rejects.close()
  const lines = await linesOf(path)
  expect(lines).toHaveLength(20_000)
  expect(lines.at(-1)).toMatchObject({ position: 'line 20000' })
})

test('rows that are written at the same time are all kept', async () => {
  const path = join(folder, 'together.jsonl')
  const rejects = await openRejects(path)
  const row = 'x'.repeat(40_000)
  await Promise.all(
    Array.from({ length: 50 }, (_, line) => rejects.write({ ...reject, position: `line ${line}`, row })),
  )
  await rejects.close()
  expect(await linesOf(path)).toHaveLength(50)
})

test('a file that holds something is never overwritten', async () => {
  const path = join(folder, 'kept.jsonl')
  await writeFile(path, 'kept')
  await expect(openRejects(path)).rejects.toMatchObject({ code: 'invalid-file' })
  expect(await readFile(path, 'utf8')).toBe('kept')
})

test('an empty file and a device may be written to', async () => {
  const path = join(folder, 'empty.jsonl')
  await writeFile(path, '')
  for (const place of [path, '/dev/null']) {
    const rejects = await openRejects(place)
    await rejects.write(reject)
    await rejects.close()
  }
  expect(await linesOf(path)).toEqual([reject])
})

test('a path that cannot be written is refused before anything is read', async () => {
  await expect(openRejects(folder)).rejects.toMatchObject({ code: 'invalid-file' })
  await expect(openRejects(join(folder, 'missing', 'x'))).rejects.toThrow(/it cannot be written/)
})

test.skipIf(process.platform !== 'linux')('a full disk is a refusal, not a lost row', async () => {
  const rejects = await openRejects('/dev/full')
  await rejects.write(reject)
  await expect(rejects.close()).rejects.toThrow(/\/dev\/full: it cannot be written/)
})

test('a row after closing is an error, not a lost row', async () => {
  const rejects = await openRejects(join(folder, 'closed.jsonl'))
  await rejects.close()
  await expect(rejects.write(reject)).rejects.toThrow(/closed/)
})
