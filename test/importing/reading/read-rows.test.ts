import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRows } from '../../../src/importing/reading/read-rows.ts'
import { collected, shown } from './collected.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laskuri-read-rows-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const manyRows = Array.from(
  { length: 50_000 },
  (_, index) => `{"id":"e${index}","salt":${Math.sin(index)}}\n`,
).join('')

test('a file of many chunks gives every row with its line', async () => {
  const rows = await collected(readRows(await fileOf('many.jsonl', manyRows)))
  expect(rows).toHaveLength(50_000)
  expect(rows.at(-1)).toMatchObject({ position: 'line 50000', value: { id: 'e49999' } })
})

test('gzip is known by its bytes, whatever the name', async () => {
  const rows = await collected(readRows(await fileOf('packed', gzipSync(manyRows))))
  expect(rows).toHaveLength(50_000)
  const csv = await fileOf('packed.csv.gz', gzipSync('a,b\n1,2\n'))
  expect(shown(await collected(readRows(csv)))).toEqual(['line 2 = {"a":"1","b":"2"}'])
})

test('truncated gzip is refused with the number of rows read before', async () => {
  const packed = gzipSync(manyRows)
  const path = await fileOf('truncated.gz', packed.subarray(0, packed.length / 2))
  let rowsRead = 0
  const reading = async () => {
    for await (const batch of readRows(path)) rowsRead += batch.rows.length
  }
  const error: unknown = await reading().catch((thrown: unknown) => thrown)
  expect(rowsRead).toBeGreaterThan(0)
  expect(error).toMatchObject({
    code: 'invalid-file',
    message: expect.stringContaining(`the gzip data is damaged or ends too early after ${rowsRead} rows`),
  })
})

test('corrupt gzip, and anything that follows gzip, is refused', async () => {
  const corrupt = gzipSync(manyRows)
  corrupt.fill(0, 100_000, 100_100)
  await expect(collected(readRows(await fileOf('corrupt.gz', corrupt)))).rejects.toThrow(
    /gzip data is damaged/,
  )
  const followed = await fileOf(
    'followed.gz',
    Buffer.concat([gzipSync('{"a":1}\n'), Buffer.from('{"a":2}\n')]),
  )
  await expect(collected(readRows(followed))).rejects.toThrow(/gzip data is damaged/)
})

test.each([
  ['empty.jsonl', ''],
  ['blank.jsonl', '\n \r\n\n'],
  ['mark.jsonl', '\uFEFF'],
  ['empty.csv', '\n'],
  ['many-blank', '\n'.repeat(3_000_000)],
  ['empty.gz', gzipSync('')],
])('%s holds nothing and is refused', async (name, content) => {
  const path = await fileOf(name, content)
  await expect(collected(readRows(path))).rejects.toMatchObject({
    code: 'invalid-file',
    message: expect.stringContaining(`${path}: the file is empty`),
  })
})

test('an empty document is refused', async () => {
  const path = await fileOf('empty.json', ' \n')
  await expect(collected(readRows(path, { format: 'json' }))).rejects.toThrow(/the file is empty/)
})

test('a directory and a file that is not there are refused by path', async () => {
  await expect(collected(readRows(folder))).rejects.toMatchObject({
    code: 'invalid-file',
    message: `${folder}: it is a directory; name a file that can be read, or - for standard input`,
  })
  const missing = join(folder, 'missing')
  await expect(collected(readRows(missing))).rejects.toThrow(`${missing}: there is no such file`)
  await expect(collected(readRows('nul\0byte'))).rejects.toMatchObject({ code: 'invalid-file' })
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is refused by path', async () => {
  const path = await fileOf('secret', '{}')
  await chmod(path, 0)
  await expect(collected(readRows(path))).rejects.toThrow(`${path}: the file may not be read by this user`)
})

async function rowsOfStandardInput(bytes: Uint8Array): Promise<string> {
  const module = new URL('../../../src/importing/reading/read-rows.ts', import.meta.url).href
  const script = `import { readRows } from '${module}'
    let rows = 0
    try { for await (const batch of readRows('-')) rows += batch.rows.length; console.log(rows) }
    catch (error) { console.log(error.message) }`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
  child.stdin.end(bytes)
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')])
  return output.trim()
}

test('standard input is read, plain or gzip, and refused when it is empty or cut', async () => {
  expect(await rowsOfStandardInput(Buffer.from(manyRows))).toBe('50000')
  expect(await rowsOfStandardInput(gzipSync(manyRows))).toBe('50000')
  expect(await rowsOfStandardInput(new Uint8Array())).toMatch(/^standard input: the file is empty/)
  expect(await rowsOfStandardInput(gzipSync(manyRows).subarray(0, 100_000))).toMatch(
    /^standard input: the gzip data/,
  )
})
