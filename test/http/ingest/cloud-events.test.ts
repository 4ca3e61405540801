import {
  CloudEvent,
  emitterFor,
  HTTP,
  Mode,
  type Headers as CloudEventHeaders,
  type Message,
} from 'cloudevents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenBooks } from '../../fixtures/books.ts'
import { runningServer, type Answer, type RunningTestServer } from '../running-server.ts'

let server: RunningTestServer
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  await givenBooks(server.db, { customers: [{ id: 'c1' }] })
})
afterAll(() => server.stop())

const data = { resource: 'PurchaseInvoice.nv?x=1', method: 'post', outcome: 'ok', quantity: 3 }

function cloudEvent(id: string): CloudEvent<typeof data> {
  const source = '/gateways/1'
  return new CloudEvent({
    id,
    source,
    type: 'api.call',
    subject: 'c1',
    time: '2026-01-15T09:00:00.5Z',
    datacontenttype: 'application/json',
    data,
  })
}

function flat(headers: CloudEventHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

/** Sends a message of the SDK as it stands. */
function transport(message: Message): Promise<Answer> {
  return server.send('POST', '/v1/events', { body: String(message.body), headers: flat(message.headers) })
}

const recorded = {
  answer: 'recorded',
  disposition: 'billable',
  usageMonth: '2026-01',
  postingMonth: '2026-01',
}

test.each([
  ['structured', Mode.STRUCTURED],
  ['binary', Mode.BINARY],
])('an event that the CNCF SDK emits in %s mode is recorded as it was meant', async (name, mode) => {
  const emit = emitterFor(transport, { binding: HTTP, mode })
  expect(await emit(cloudEvent(`e-${name}`))).toMatchObject({ status: 200, json: { answers: [recorded] } })
  const found = await server.send('GET', `/v1/events?customer=c1&id=e-${name}`)
  expect(found.json).toMatchObject({
    items: [
      {
        source: '/gateways/1',
        resource: 'purchaseinvoice.nv',
        method: 'POST',
        quantity: 3,
        at: '2026-01-15T09:00:00.5Z',
        retraction: null,
      },
    ],
    next: null,
  })
})

test('a batch of the SDK’s events is answered event by event', async () => {
  const batch = JSON.stringify([cloudEvent('b1'), cloudEvent('b2'), cloudEvent('b1')])
  const headers = { 'Content-Type': 'application/cloudevents-batch+json; charset=utf-8' }
  expect((await server.send('POST', '/v1/events', { body: batch, headers })).json).toMatchObject({
    counts: { recorded: 2, 'already-recorded': 1, conflict: 0, refused: 0 },
    answers: [recorded, recorded, { answer: 'already-recorded' }],
  })
})

test('one event in every mode is one event: it is recorded once', async () => {
  const event = cloudEvent('once')
  const answers = [await transport(HTTP.structured(event)), await transport(HTTP.binary(event))]
  expect(answers.map(({ json }) => json)).toMatchObject([
    { answers: [{ answer: 'recorded' }] },
    { answers: [{ answer: 'already-recorded' }] },
  ])
})

test('binary attributes are read as the binding writes them: percent-encoded, quoted or plain', async () => {
  const { headers, body } = HTTP.binary(cloudEvent('ignored'))
  const id = 'päivä "1" 100 %'
  const written = [encodeURIComponent(id), `"p%C3%A4iv%C3%A4 \\"1\\" 100 %25"`]
  const answers = await Promise.all(
    written.map((ceId) =>
      server.send('POST', '/v1/events', { body: String(body), headers: { ...flat(headers), 'ce-id': ceId } }),
    ),
  )
  const kinds = answers.map(({ json }) => JSON.stringify(json).includes('"answer":"recorded"'))
  expect(kinds.filter(Boolean)).toHaveLength(1)
  const found = await server.send('GET', `/v1/events?customer=c1&id=${encodeURIComponent(id)}`)
  expect(found.json).toMatchObject({ items: [{ id }] })
})

test('a CloudEvent media type takes CloudEvents alone, and says what is wrong with one', async () => {
  const native = { id: 'n1', customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok' }
  const headers = { 'Content-Type': 'application/cloudevents+json' }
  const answer = await server.send('POST', '/v1/events', { body: JSON.stringify(native), headers })
  expect(answer.json).toMatchObject({
    counts: { refused: 1 },
    answers: [
      { answer: 'refused', reason: 'malformed', message: expect.stringMatching(/specversion: missing/) },
    ],
  })
})
