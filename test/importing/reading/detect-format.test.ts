import { expect, test } from 'vitest'
import { detectFormat } from '../../../src/importing/reading/detect-format.ts'

function formatOf(name: string, text: string, complete = true): string | undefined {
  return detectFormat(name, Buffer.from(text), complete)
}

test.each([
  ['{"id":"e1"}\n{"id":"e2"}', 'jsonl'],
  ['{"id":"e1"}', 'jsonl'],
  ['{', 'jsonl'],
  ['', 'jsonl'],
  ['\uFEFF\n\n [{}]', 'json'],
  ['[', 'json'],
  ['{\n  "id": "e1"\n}', 'json'],
  ['{\r\n\r\n  "id": "e1"\r\n}', 'json'],
  ['{ "id": "e1",\n  "source": "s"}', 'json'],
  ['{\n}', 'json'],
  ['id,customer\ne1,c1', 'csv'],
  ['id', 'csv'],
])('%j is %s', (text, format) => {
  expect(formatOf('events', text)).toBe(format)
})

test.each([
  '{"id":"e1",\n{"id":"e2"}',
  '{\n{"id":"e2"}',
  '{"id":\n\n{"id":"e2"}',
  '{"id" x}\n"',
  'garbage\n{"id":"e2"}',
])('a broken first row does not turn JSON Lines into something else: %j', (text) => {
  expect(formatOf('events', text)).toBe('jsonl')
})

test('the name decides where it says what the file is', () => {
  expect(formatOf('Events.CSV', '{"id":"e1"}')).toBe('csv')
  expect(formatOf('events.csv.gz', '[')).toBe('csv')
  expect(formatOf('events.jsonl', '{\n"id":')).toBe('jsonl')
  expect(formatOf('events.ndjson.gz', 'garbage\n')).toBe('jsonl')
  expect(formatOf('events.jsonl', '[{}]')).toBe('json')
})

test('too few bytes give no answer while more may come', () => {
  for (const text of ['', ' \n', '{', '{"id":"e1"}', '{\n', '{\n  ', 'id,customer', 'id,customer\n']) {
    expect(formatOf('events', text, false)).toBeUndefined()
  }
})
