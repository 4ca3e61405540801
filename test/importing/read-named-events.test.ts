import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { namedEventsMax } from '../../src/importing/named-event.ts'
import { readNamedEvents } from '../../src/importing/read-named-events.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-names-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function read(content: string | Uint8Array) {
  const file = path.join(folder, 'names')
  writeFileSync(file, content)
  return readNamedEvents(file)
}

const lines = '\uFEFFe1\r\n\n  e 2 \n{"id":"e3","source":"gateway-1","postingMonth":"2026-03"}\n007'
const names = [
  { id: 'e1' },
  { id: 'e 2' },
  { id: 'e3', source: 'gateway-1', postingMonth: '2026-03' },
  { id: '007' },
]

test('a line is an id, as it is written, or an object that tells the event apart; gzip is unpacked', async () => {
  expect(await read(lines)).toEqual(names)
  expect(await read(gzipSync(lines))).toEqual(names)
})

test.each([
  ['an unknown key', 'e1\n{"id":"e2","sauce":"x"}', /line 2: unknown key "sauce"/],
  ['broken JSON', '{"id":', /line 1: not valid JSON/],
  ['an object without an id', '{"source":"x"}', /line 1: id/],
  ['an id that no event can have', 'x'.repeat(201), /line 1: id.*not allowed/],
  ['a NUL character', 'e\0', /line 1: a NUL/],
  ['no event at all', '\n \n', /names no event/],
  [
    'more events than are taken back at once',
    Array.from({ length: namedEventsMax + 1 }, (_, index) => `e${index}`).join('\n'),
    /more than 10000 events/,
  ],
])('%s is refused, by its line', async (_what, content, sentence) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'invalid-file',
    message: expect.stringMatching(sentence),
  })
})
