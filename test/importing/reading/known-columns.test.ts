import { expect, test } from 'vitest'
import { requireColumns } from '../../../src/importing/reading/known-columns.ts'
import { eventColumns } from '../../../src/usage/event-columns.ts'

test('a column that means nothing is refused once, at the header, with what is allowed', () => {
  expect(() => {
    requireColumns('events.csv', ['id', 'customer', 'resource', 'method', 'outcome', 'colour'], eventColumns)
  }).toThrow(
    /events\.csv: the header row names unknown columns: "colour"; a header with id, customer, resource/,
  )
})

test('a header that lacks a required column is refused by its name', () => {
  expect(() => {
    requireColumns('events.csv', ['id', 'resource', 'method', 'outcome'], eventColumns)
  }).toThrow(/the header row lacks "customer"/)
})

test('the columns of an event are the native fields, and every optional one may be left out', () => {
  expect(eventColumns.required.toSorted()).toEqual(['customer', 'id', 'method', 'outcome', 'resource'])
  expect(eventColumns.optional.toSorted()).toEqual([
    'at',
    'channel',
    'durationMs',
    'identifier',
    'quantity',
    'source',
  ])
  requireColumns('events.csv', eventColumns.required, eventColumns)
  requireColumns('events.jsonl', null, eventColumns)
})
