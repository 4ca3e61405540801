import { CloudEvent, HTTP } from 'cloudevents'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrayItems } from '../../../src/importing/reading/array-items.ts'
import { readApiCallEvent } from '../../../src/usage/api-call-event.ts'
import { rowsIn, shown } from './collected.ts'

const mebibyte = 1024 * 1024
const data = { resource: 'escan.nv', method: 'POST', outcome: 'ok' }
const events = ['e1', 'e2', 'e3'].map(
  (id) => new CloudEvent({ type: 'api.call', id, source: '/gateway', subject: 'c1', data }),
)

test.each([
  ['a batch', JSON.stringify(events)],
  ['a pretty printed batch', JSON.stringify(events, null, 2)],
  ['JSON Lines', events.map((event) => String(HTTP.structured(event).body)).join('\n')],
])('CloudEvents of the CNCF SDK are read from %s', async (_, text) => {
  const rows = await rowsIn(text)
  const read = rows.map((row) => (row.kind === 'value' ? readApiCallEvent(row.value) : row))
  expect(read).toMatchObject(
    ['e1', 'e2', 'e3'].map((id) => ({ kind: 'event', event: { id, customer: 'c1' } })),
  )
})

test.each([undefined, 2, '\t'])('one CloudEvent is read however it is indented (%j)', async (indent) => {
  const rows = await rowsIn(`\uFEFF${JSON.stringify(events[0], null, indent)}\r\n`)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ kind: 'value', value: { id: 'e1' } })
})

test('a broken item is a malformed row, kept as it was, and stops no other', async () => {
  const rows = await rowsIn('[{"a":1}, {"a":NaN} ,{"a":[1,{"b":"],"}]},,\n 5]')
  expect(shown(rows)).toEqual([
    'item 1 = {"a":1}',
    'item 2 ! not valid JSON',
    'item 3 = {"a":[1,{"b":"],"}]}',
    'item 4 ! not valid JSON',
    'item 5 = 5',
  ])
  expect(rows[1]?.raw).toBe('{"a":NaN}')
})

test('an empty array has no rows', async () => {
  expect(await rowsIn(' [ \n ] ')).toEqual([])
})

test.each(['[{"a":1}', '[{"a":1]', '[{"a":"1}]', '[1] [2]', '[1]]', '[}]', '['])(
  'an array whose brackets do not pair is refused whole: %j',
  async (text) => {
    await expect(rowsIn(text)).rejects.toMatchObject({ code: 'invalid-file' })
  },
)

test('a document that is not UTF-8 is refused', async () => {
  await expect(rowsIn(['["', Uint8Array.of(0xff), '"]'])).rejects.toThrow('not valid UTF-8')
})

test('a broken document is one malformed row', async () => {
  expect(shown(await rowsIn('{\n  "a": 1\n}\n{\n  "a": 2\n}\n'))).toEqual(['item 1 ! not valid JSON'])
})

test('an array of more than 64 MiB is refused and JSON Lines are suggested', async () => {
  const piece = `${' '.repeat(mebibyte - 2)}1,`
  const pieces = ['[', ...Array.from({ length: 65 }, () => piece), '1]']
  await expect(rowsIn(pieces)).rejects.toThrow(/more than 67108864 bytes; JSON Lines/)
})

test('the items of any array are the texts it was made of', () => {
  const spaces = fc.constantFrom('', ' ', '\n\t')
  fc.assert(
    fc.property(fc.array(fc.json()), spaces, (items, space) => {
      const written = items.map((item) => item.trim())
      expect(arrayItems(`[${space}${written.join(`${space},${space}`)}${space}]${space}`)).toEqual(written)
    }),
  )
})
