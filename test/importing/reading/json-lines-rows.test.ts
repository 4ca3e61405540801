import { expect, test } from 'vitest'
import { rowsIn, shown } from './collected.ts'

const mebibyte = 1024 * 1024

test('blank lines are skipped but counted, and the last line needs no newline', async () => {
  expect(shown(await rowsIn('\n{"a":1}\n\n  \n{"a":2}'))).toEqual(['line 2 = {"a":1}', 'line 5 = {"a":2}'])
})

test('CRLF and a byte order mark are no part of a row', async () => {
  const rows = await rowsIn('\uFEFF{"a":1}\r\n\r\n{"a":2}\r\n')
  expect(rows.map((row) => row.raw)).toEqual(['{"a":1}', '{"a":2}'])
})

test('a broken row is named with its line, kept as it was, and stops no other', async () => {
  const rows = await rowsIn('{"a":1}\n{"a":NaN}\n{"a"\n{"a":2}\n')
  expect(shown(rows)).toEqual([
    'line 1 = {"a":1}',
    'line 2 ! not valid JSON',
    'line 3 ! not valid JSON',
    'line 4 = {"a":2}',
  ])
  expect(rows[1]?.raw).toBe('{"a":NaN}')
})

test('a row that is not UTF-8 keeps its bytes', async () => {
  const broken = Uint8Array.of(0x7b, 0xff, 0x7d)
  const rows = await rowsIn(['{"a":"ä"}\n', broken, '\n{"a":"€"}\n'])
  expect(shown(rows)).toEqual([
    'line 1 = {"a":"ä"}',
    'line 2 ! not valid UTF-8; files are UTF-8',
    'line 3 = {"a":"€"}',
  ])
  expect(Uint8Array.from(Buffer.from(rows[1]?.raw ?? ''))).toEqual(broken)
})

test('a surrogate half encoded as UTF-8 is not UTF-8', async () => {
  expect(shown(await rowsIn(['{"a":"', Uint8Array.of(0xed, 0xa0, 0x80), '"}\n']))[0]).toMatch(
    'not valid UTF-8',
  )
})

test('a NUL character makes its row malformed', async () => {
  expect(shown(await rowsIn('{"a":1}\n{"a":\0}\n{"a":2}\n'))[1]).toBe(
    'line 2 ! a NUL character; files are text',
  )
})

test('a row of exactly 1 MiB is read, one byte more is malformed', async () => {
  const longest = JSON.stringify('x'.repeat(mebibyte - 2))
  const rows = await rowsIn(`{"a":1}\n${longest}\r\n${longest} \n{"a":2}\n`, 'jsonl')
  expect(rows.map((row) => row.kind)).toEqual(['value', 'value', 'malformed', 'value'])
})

test('the length of a row is counted in bytes', async () => {
  const rows = await rowsIn(`{"a":1}\n"${'ä'.repeat(mebibyte / 2)}"\n`, 'jsonl')
  expect(rows[1]).toMatchObject({ kind: 'malformed', reason: expect.stringContaining('1048578 bytes') })
})

test('a line of 50 MB is one malformed row, kept whole, and the rows after it are read', async () => {
  const megabyte = 'x'.repeat(1_000_000)
  const rows = await rowsIn(['{"a":1}\n', ...Array.from({ length: 50 }, () => megabyte), '\n{"a":2}\n'])
  expect(rows.map((row) => row.kind)).toEqual(['value', 'malformed', 'value'])
  expect(rows[1]?.raw.length).toBe(50_000_000)
  expect(rows[2]?.position).toBe('line 3')
})

test('of a line beyond 64 MiB the first 64 MiB are kept, and the reason says so', async () => {
  const piece = 'x'.repeat(mebibyte)
  const rows = await rowsIn(['{"a":1}\n', ...Array.from({ length: 70 }, () => piece), '\n{"a":2}'])
  expect(rows[1]?.raw.length).toBe(64 * mebibyte)
  expect(rows[1]).toMatchObject({ reason: expect.stringContaining('only its first 67108864 bytes are kept') })
  expect(rows[2]).toMatchObject({ kind: 'value', position: 'line 3' })
})

test('of a key given twice the last value counts', async () => {
  expect(shown(await rowsIn('{"a":1,"a":2}\n'))).toEqual(['line 1 = {"a":2}'])
})

test('a chunk of a million blank lines is read', async () => {
  expect(shown(await rowsIn(`${'\n'.repeat(1_000_000)}{"a":1}`))).toEqual(['line 1000001 = {"a":1}'])
})

test('a row nested half a million deep is a row or malformed, and stops no other', async () => {
  const rows = await rowsIn(
    `{"a":1}\n${'['.repeat(500_000)}${']'.repeat(500_000)}\n${'['.repeat(500_000)}\n{"a":2}\n`,
  )
  expect(rows.map((row) => row.position)).toEqual(['line 1', 'line 2', 'line 3', 'line 4'])
})

test('a reason holds no control characters of the row it quotes', async () => {
  const rows = await rowsIn('{"a":1}\n\u001B[31m{"a":1}\n')
  expect(rows[1]).toMatchObject({ kind: 'malformed', reason: expect.not.stringMatching(/\p{Cc}/u) })
})
