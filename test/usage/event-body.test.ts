import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant, secondsAfter } from '../../rules/instant.ts'
import { readApiCallEvent, type ApiCallEvent } from '../../src/usage/api-call-event.ts'
import { bodyHash, eventIdentity } from '../../src/usage/event-body.ts'
import { arbitraryNativeEvent } from './arbitrary-event.ts'

const at = parseInstant('2026-03-10T10:00:00+02:00') ?? expect.fail()

function eventOf(written: object): ApiCallEvent {
  const read = readApiCallEvent(written)
  return read.kind === 'event' ? read.event : expect.fail(read.reason)
}

function bodyOf(event: ApiCallEvent): string {
  return JSON.stringify({ ...event, at: null, durationMs: null })
}

const full = eventOf({
  id: 'e1',
  customer: 'c1',
  resource: 'escan.nv',
  method: 'POST',
  outcome: 'ok',
  durationMs: 1,
})

test('the same body written differently has the same hash', () => {
  const same = eventOf({
    id: 'e1',
    source: 'default',
    customer: 'c1',
    resource: 'eScan.nv?x=1',
    method: 'post',
    outcome: 'ok',
    quantity: 1,
    channel: 'web-service',
    durationMs: 99,
  })
  expect(bodyHash(same, at)).toBe(bodyHash(full, at))
  expect(bodyHash(full, at)).toMatch(/^[0-9a-f]{32}$/)
})

test.each([
  { id: 'e2' },
  { source: 'other' },
  { customer: 'c2' },
  { resource: 'accounting.nv' },
  { method: 'PUT' },
  { outcome: 'failed' as const },
  { quantity: 2 },
  { channel: 'smart-excel' as const },
  { identifier: 'null' },
  { customer: 'c', source: '1default' },
])('another body %j has another hash', (change) => {
  expect(bodyHash({ ...full, ...change }, at)).not.toBe(bodyHash(full, at))
})

test('another instant is another body', () => {
  expect(bodyHash(full, secondsAfter(at, 0.000001))).not.toBe(bodyHash(full, at))
})

test('the hash of a known event never changes: it is stored beside the event', () => {
  expect(bodyHash(full, at)).toBe('76d671b2675de5569c1ef38bddb75fc3')
})

test('two events have the same identity key exactly when customer, source and id are the same', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', ',', '"', '|'), minLength: 1, maxLength: 3 })
  const identity = fc.record({ customer: letters, source: letters, id: letters })
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      const same = one.customer === other.customer && one.source === other.source && one.id === other.id
      expect(eventIdentity(one) === eventIdentity(other)).toBe(same)
    }),
  )
})

test('two events have the same hash exactly when their bodies are the same', () => {
  fc.assert(
    fc.property(arbitraryNativeEvent, arbitraryNativeEvent, fc.boolean(), (one, another, repeat) => {
      const first = eventOf(one)
      const second = eventOf(repeat ? { ...one, durationMs: 7 } : another)
      const same = bodyOf(first) === bodyOf(second)
      expect(bodyHash(first, at) === bodyHash(second, at)).toBe(same)
    }),
  )
})
