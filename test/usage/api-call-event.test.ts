import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from '../../rules/instant.ts'
import { readApiCallEventFromCsv } from '../../src/usage/api-call-event-csv.ts'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import { arbitraryNativeEvent } from './arbitrary-event.ts'

const smallest = { id: 'e1', customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok' }

function reasonOf(value: unknown): string {
  const read = readApiCallEvent(value)
  return read.kind === 'malformed' ? read.reason : 'no reason: it was accepted'
}

test('an event with its required fields alone gets the documented defaults', () => {
  expect(readApiCallEvent(smallest)).toEqual({
    kind: 'event',
    event: {
      ...smallest,
      source: 'default',
      quantity: 1,
      channel: 'web-service',
      identifier: null,
      at: null,
      durationMs: null,
    },
  })
})

test('resource, method, time and duration are normalised', () => {
  const written = {
    ...smallest,
    resource: 'PurchaseInvoice.nv?method=add&x=?',
    method: 'post',
    at: '2026-03-10T10:00:00.5+02:00',
    durationMs: 12.5,
  }
  expect(readApiCallEvent(written)).toMatchObject({
    event: {
      resource: 'purchaseinvoice.nv',
      method: 'POST',
      at: parseInstant('2026-03-10T08:00:00.5Z'),
      durationMs: 13,
    },
  })
})

test('an optional field given as null counts as omitted, a required one is refused', () => {
  const nulls = { source: null, quantity: null, channel: null, identifier: null, at: null, durationMs: null }
  expect(readApiCallEvent({ ...smallest, ...nulls })).toEqual(readApiCallEvent(smallest))
  expect(reasonOf({ ...smallest, outcome: null })).toBe('outcome: null is not allowed; "ok" or "failed"')
})

test('a refusal names every field, what was found and what is allowed', () => {
  expect(reasonOf({ ...smallest, quantity: 1.5, method: 'TRACE', outcome: undefined })).toBe(
    'method: "TRACE" is not allowed; GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS; ' +
      'outcome: missing; "ok" or "failed"; ' +
      'quantity: 1.5 is not allowed; a whole number from 1 to 9007199254740991',
  )
})

test.each([
  ['id', ''],
  ['id', ' e1'],
  ['id', 'e1\n'],
  ['id', 'e\u00001'],
  ['id', 'e\u00851'],
  ['id', 'e\ud800'],
  ['id', 'x'.repeat(201)],
  ['id', 12],
  ['customer', 'x'.repeat(101)],
  ['resource', '?method=add'],
  ['resource', 'escan.nv ?method=add'],
  ['method', 'POST '],
  ['outcome', 'OK'],
  ['quantity', 0],
  ['quantity', -1],
  ['quantity', '1'],
  ['quantity', 2 ** 53],
  ['quantity', JSON.parse('1e400')],
  ['channel', 'Web-Service'],
  ['identifier', ''],
  ['at', '2026-03-10'],
  ['at', '2026-03-10T10:00:00'],
  ['at', '2026-02-30T10:00:00Z'],
  ['at', 1773129600],
  ['durationMs', -1],
  ['durationMs', JSON.parse('1e400')],
  ['durationMs', 2 ** 31],
])('%s as %j is refused by name', (field, value) => {
  expect(reasonOf({ ...smallest, [field]: value })).toMatch(new RegExp(`^${field}: [^;]* is not allowed; .+`))
})

test('characters are counted as characters, also outside the basic plane', () => {
  expect(readApiCallEvent({ ...smallest, id: '😀'.repeat(200) }).kind).toBe('event')
  expect(readApiCallEvent({ ...smallest, id: '😀'.repeat(201) }).kind).toBe('malformed')
})

test('an integer or number too large for JSON readers is refused, never changed in silence', () => {
  const row: unknown = JSON.parse(`{"id":"e1","quantity":9007199254740993,"durationMs":1e400}`)
  expect(reasonOf({ ...smallest, ...Object(row) })).toContain('durationMs: Infinity is not allowed')
  expect(reasonOf({ ...smallest, ...Object(row) })).toContain('quantity: 9007199254740992 is not allowed')
})

test('unknown fields are refused by name, also __proto__ and a mistyped one', () => {
  const row: unknown = JSON.parse('{"quantitty":2,"__proto__":{"quantity":5}}')
  const written = Object.assign(JSON.parse('{"__proto__":1}'), smallest, row)
  expect(reasonOf(written)).toContain('quantitty: unknown field; allowed are id, source, customer')
  expect(readApiCallEvent(JSON.parse(`${JSON.stringify(smallest).slice(0, -1)},"__proto__":1}`)).kind).toBe(
    'malformed',
  )
})

test('a row with thousands of unknown fields gets a short reason', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]))
  const reason = reasonOf({ ...smallest, ...many })
  expect(reason.length).toBeLessThan(3000)
  expect(reason).toContain('4990 more unknown fields')
})

test.each([null, 'text', 12, true, [smallest], undefined])('%j is not an event', (value) => {
  expect(reasonOf(value)).toContain('is not an event')
})

test('reading a normalised event again changes nothing', () => {
  fc.assert(
    fc.property(arbitraryNativeEvent, (written) => {
      const read = readApiCallEvent(written)
      expect(read.kind).toBe('event')
      if (read.kind !== 'event') return
      const { at, ...fields } = read.event
      expect(readApiCallEvent({ ...fields, at: written.at ?? null })).toEqual(read)
      expect(read.event.durationMs === null || Number.isSafeInteger(read.event.durationMs)).toBe(true)
      expect(at === null).toBe(written.at === undefined)
    }),
  )
})

test('whatever is read, the answer is an event or a reason, never an exception', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      const read = readApiCallEvent(value)
      expect(read.kind === 'event' || read.reason.length > 0).toBe(true)
    }),
  )
})

test('a CSV row is the same event as its JSON', () => {
  fc.assert(
    fc.property(arbitraryNativeEvent, (written) => {
      // A duration such as 5e-324 is no decimal digits.
      const event = { ...written, ...(written.durationMs === undefined ? {} : { durationMs: 12.25 }) }
      const cells = Object.fromEntries(Object.entries(event).map(([name, value]) => [name, String(value)]))
      expect(readApiCallEventFromCsv(cells)).toEqual(readApiCallEvent(event))
    }),
  )
})

test.each([
  ['quantity', '1,5'],
  ['quantity', '+1'],
  ['quantity', '1e3'],
  ['quantity', '0x10'],
  ['quantity', '9007199254740993'],
  ['durationMs', '12,5'],
  ['durationMs', 'Infinity'],
])('a CSV cell %s of %s is refused as it was written', (column, cell) => {
  expect(readApiCallEventFromCsv({ ...smallest, [column]: cell })).toMatchObject({
    kind: 'malformed',
    reason: expect.stringContaining(`${column}: "${cell}" is not allowed`),
  })
})

test('what was found is shown without control characters and cut, whatever it is', () => {
  const reason = reasonOf({
    ...smallest,
    id: `\u001B[31m${'x'.repeat(100_000)}`,
    'k\u001B': 1,
    ['😀'.repeat(50)]: 1,
  })
  expect(reason).not.toMatch(/\p{Cc}|\p{Cs}/u)
  expect(reason.length).toBeLessThan(1000)
})
