import * as fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rowsOfBytes } from '../../../src/importing/reading/rows-of-bytes.ts'
import { collected, rowsIn } from './collected.ts'

const line = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 10 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('', ' ', '{', '}', '{"a":NaN}', 'a,b', '"x",1', '[1', '\uFEFF', 'ä€😀')
    .map((text) => Buffer.from(text)),
)
const files = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from(end)])))
const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 10 })

/** The rows, or the refusal where the file is refused. */
async function outcome(pieces: readonly Uint8Array[]): Promise<unknown> {
  return rowsIn(pieces).catch((error: unknown) => String(error))
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length]
  return sorted.slice(1).map((place, index) => bytes.subarray(sorted[index], place))
}

test('any split of the bytes into pieces gives the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(files, cuts, async (file, places) => {
      expect(await outcome(cutAt(file, places))).toEqual(await outcome([file]))
    }),
    { numRuns: 500 },
  )
})

test('gzip gives the same rows as plain, in any pieces, also several members in a row', async () => {
  await fc.assert(
    fc.asyncProperty(files, cuts, async (file, places) => {
      const members = Buffer.concat(cutAt(file, places.slice(0, 2)).map((part) => gzipSync(part)))
      // A file that begins with gzip's magic bytes itself is gzip, so it cannot be given plain.
      fc.pre(file[0] !== 0x1f)
      expect(await outcome(cutAt(members, places))).toEqual(await outcome([file]))
    }),
    { numRuns: 200 },
  )
})

test('JSON Lines that were written are the values that are read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
      async (values) => {
        const text = values.map((value) => JSON.stringify(value)).join('\n')
        const rows = await rowsIn(text, 'jsonl')
        expect(rows.map((row) => (row.kind === 'value' ? row.value : row))).toEqual(
          JSON.parse(`[${values.map((value) => JSON.stringify(value)).join(',')}]`),
        )
      },
    ),
  )
})

test('every line that is not blank is a row: nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (file) => {
      const text = file.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '')
      const lines = text.split('\n').filter((bytes) => Buffer.from(bytes, 'latin1').toString().trim() !== '')
      const rows = await rowsIn([file], 'jsonl').catch(() => [])
      expect(rows.length).toBe(lines.length)
    }),
  )
})

test('a reader that stops early closes its input', async () => {
  let isClosed = false
  const endless = (async function* () {
    try {
      for (;;) yield gzipSync('{"a":1}\n{"a":2}\n')
    } finally {
      isClosed = true
    }
  })()
  for await (const batch of rowsOfBytes(endless, { name: 'endless' })) {
    expect(batch.rows.length).toBeGreaterThan(0)
    break
  }
  await expect.poll(() => isClosed).toBe(true)
})

test('a mistake of ours is not dressed up as a broken file', async () => {
  const failing = (async function* () {
    yield new TextEncoder().encode('{"a":1}\n')
    throw new TypeError('ours')
  })()
  await expect(collected(rowsOfBytes(failing, { name: 'x' }))).rejects.toThrow(TypeError)
})
