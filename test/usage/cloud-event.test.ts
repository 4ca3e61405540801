import { CloudEvent, HTTP } from 'cloudevents'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import { arbitraryNativeEvent } from './arbitrary-event.ts'

const data = { resource: 'Escan.nv', method: 'POST', outcome: 'ok', quantity: 2 }
const envelope = { specversion: '1.0', type: 'api.call', id: 'e1', source: '/gateway', subject: 'c1' }

function reasonOf(value: unknown): string {
  const read = readApiCallEvent(value)
  return read.kind === 'malformed' ? read.reason : 'no reason: it was accepted'
}

/** What the CNCF SDK sends in structured mode, parsed. */
function sent(event: CloudEvent<unknown>): unknown {
  return JSON.parse(String(HTTP.structured(event).body))
}

test('a CloudEvent made by the CNCF SDK is the native event it stands for', () => {
  fc.assert(
    fc.property(arbitraryNativeEvent, (native) => {
      const { id, source = 'gateway', customer, at, ...rest } = native
      const event = new CloudEvent(
        { type: 'api.call', id, source, subject: customer, time: at ?? '2026-03-10T08:00:00Z', data: rest },
        false,
      )
      const time = at ?? '2026-03-10T08:00:00Z'
      expect(readApiCallEvent(sent(event))).toEqual(readApiCallEvent({ ...native, source, at: time }))
    }),
  )
})

test('data sent as base64 by the SDK is read', () => {
  const bytes = new TextEncoder().encode(JSON.stringify(data))
  const event = new CloudEvent({ ...envelope, datacontenttype: 'application/json', data: bytes })
  expect(sent(event)).toHaveProperty('data_base64')
  expect(readApiCallEvent(sent(event))).toMatchObject({
    kind: 'event',
    event: { id: 'e1', customer: 'c1', resource: 'escan.nv', quantity: 2 },
  })
})

test('extension attributes are allowed, unknown fields in data are refused by name', () => {
  const extended = {
    ...envelope,
    traceparent: '00-1',
    partitionkey: 'c1',
    dataschema: 'https://example.com/s',
  }
  expect(readApiCallEvent({ ...extended, data }).kind).toBe('event')
  expect(reasonOf({ ...envelope, data: { ...data, at: '2026-03-10T10:00:00Z' } })).toMatch(
    /^data\.at: unknown field/,
  )
})

test('without time the event takes the time of receipt', () => {
  expect(readApiCallEvent({ ...envelope, data })).toMatchObject({ event: { at: null } })
})

test.each([
  ['specversion', '0.3'],
  ['specversion', null],
  ['type', 'api.called'],
  ['subject', ''],
  ['source', undefined],
  ['time', 'yesterday'],
  ['datacontenttype', 'application/xml'],
  ['data', undefined],
  ['data', JSON.stringify(data)],
  ['data', [data]],
])('%s as %j is refused by name', (field, value) => {
  expect(reasonOf({ ...envelope, data, [field]: value })).toMatch(new RegExp(`^${field}: `))
})

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/vnd.laskuri+json',
  'text/json',
  null,
])('data of type %s is JSON', (datacontenttype) => {
  expect(readApiCallEvent({ ...envelope, data, datacontenttype }).kind).toBe('event')
})

test.each([
  '@@@',
  'e30',
  12,
  Buffer.from('{"resource":').toString('base64'),
  Buffer.from([0xff]).toString('base64'),
])('data_base64 %j is refused by name', (encoded) => {
  expect(reasonOf({ ...envelope, data_base64: encoded })).toMatch(/^data_base64: /)
})

test('data and data_base64 together are refused', () => {
  expect(reasonOf({ ...envelope, data, data_base64: 'e30=' })).toMatch(
    /^data_base64: not allowed beside data/,
  )
})

test('a problem inside data names its path', () => {
  expect(reasonOf({ ...envelope, data: { ...data, quantity: 0 } })).toBe(
    'data.quantity: 0 is not allowed; a whole number from 1 to 9007199254740991',
  )
})
