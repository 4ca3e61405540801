import { afterAll, beforeAll, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import { lockReceivables } from '../../src/journal/lock-receivables.ts'
import { givenMonthToRun, waitingBlock } from './month-to-run.ts'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'

/** More than one block of a run, which is a thousand. */
const customersWanted = 1200

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-02-02T08:00:00+02:00')
  await givenMonthToRun(server.db, customersWanted)
})

afterAll(async () => {
  await server.stop()
})

function run(idempotencyKey: string): Promise<Answer> {
  const body = { month: '2026-01', allowSample: true }
  return server.send('POST', '/v1/invoice-runs', { body, headers: { 'Idempotency-Key': idempotencyKey } })
}

function progress(accept: string): Promise<Answer> {
  return server.send('GET', '/v1/invoice-runs/2026-01', { headers: { Accept: accept } })
}

test('a stop of the server interrupts a run after the block at hand; the same request goes on, and nothing is issued twice', async () => {
  const stopped = await atomically(server.owner, async (tx) => {
    await lockReceivables(tx) // the first block waits here, whatever the machine does
    expect((await run('one-wish')).status).toBe(202)
    expect((await progress('application/json')).json).toMatchObject({ state: 'running', customersDone: 0 })
    await waitingBlock(tx)
    return { stopping: server.stopServing() }
  })
  await stopped.stopping
  await server.serveAgain()
  expect((await progress('application/json')).json).toMatchObject({
    state: 'incomplete',
    customersDone: 1000,
    customers: customersWanted,
    totals: { invoices: 1000, net: '10000.00' },
    problem: null,
  })
  const repeated = await run('one-wish')
  expect(repeated.headers.get('idempotent-replayed')).toBe('true')
  const followed = await progress('text/event-stream')
  expect(followed.text).toMatch(/event: complete\ndata: .*"customersDone":1200.*\n\n$/)
  const [numbers] = await server.owner.sql`
    select count(*)::int as documents, max(number) as last from document_numbers`
  expect(numbers).toEqual({ documents: customersWanted, last: customersWanted })
})

test('a run that is complete is answered as such, also to whoever starts it again', async () => {
  expect((await run('another-wish')).status).toBe(202)
  const followed = await progress('text/event-stream')
  expect(followed.text.startsWith('event: complete\n')).toBe(true)
})
