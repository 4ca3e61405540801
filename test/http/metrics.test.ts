import parsePrometheus from 'parse-prometheus-text-format'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenBooks } from '../fixtures/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  await givenBooks(server.db, { customers: [{ id: 'c1' }] })
})
afterAll(() => server.stop())

test('Prometheus reads how many events got which answer', async () => {
  const event = { id: 'e1', customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok' }
  await server.send('POST', '/v1/events', { body: [event, event, { ...event, quantity: 2 }, {}, 7] })
  const families = parsePrometheus((await server.send('GET', '/metrics')).text)
  const metrics = families.find(({ name }) => name === 'laskuri_events_total')?.metrics ?? []
  expect(Object.fromEntries(metrics.map(({ labels, value }) => [labels?.['answer'], value]))).toEqual({
    recorded: '1',
    'already-recorded': '1',
    conflict: '1',
    refused: '2',
  })
})
