import { once } from 'node:events'
import { get } from 'node:http'
import parsePrometheus from 'parse-prometheus-text-format'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import { lockReceivables } from '../../src/journal/lock-receivables.ts'
import { givenMonthToRun, waitingBlock } from './month-to-run.ts'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeEach(async () => {
  server = await runningServer('2026-02-02T08:00:00+02:00')
  await givenMonthToRun(server.db, 3)
})
afterEach(() => server.stop())

function run(): Promise<Answer> {
  const body = { month: '2026-01', allowSample: true }
  return server.send('POST', '/v1/invoice-runs', { body, headers: { 'Idempotency-Key': 'one-wish' } })
}

function progress(accept = 'application/json'): Promise<Answer> {
  return server.send('GET', '/v1/invoice-runs/2026-01', { headers: { Accept: accept } })
}

/** Ends by itself when the run does: the names of its events, and the last one's data. */
async function followed(): Promise<{ readonly names: readonly string[]; readonly last: unknown }> {
  const { text } = await progress('text/event-stream')
  const events = text.split('\n\n').filter((event) => event !== '')
  const names = events.map((event) => /^event: (.*)/.exec(event)?.[1] ?? '')
  return { names, last: JSON.parse(/^data: (.*)/m.exec(events.at(-1) ?? '')?.[1] ?? 'null') }
}

async function metric(name: string, label: string): Promise<unknown> {
  const families = parsePrometheus((await server.send('GET', '/metrics')).text)
  const metrics = families.find((family) => family.name === name)?.metrics ?? []
  return metrics.find(({ labels }) => Object.values(labels ?? {}).includes(label))?.value
}

test('a run that fails behind its answer says so to all who follow it, is counted and logged, and starting it again goes on', async () => {
  const following = await atomically(server.owner, async (tx) => {
    await lockReceivables(tx) // the first block waits here, whatever the machine does
    expect((await run()).status).toBe(202)
    const issuing = await waitingBlock(tx)
    const followers = Promise.all([followed(), followed()])
    await expect
      .poll(() => server.send('GET', '/metrics'))
      .toMatchObject({
        text: expect.stringMatching(/^laskuri_streams_open 2$/m),
      })
    await tx.sql`select pg_terminate_backend(${issuing}, 10000)`
    return { followers }
  })
  const failed = {
    state: 'failed',
    customersDone: 0,
    totals: { invoices: 0 },
    problem: { status: 503, code: 'database-unreachable' },
  }
  for (const { names, last } of await following.followers) {
    expect(names).toEqual(['running', 'failed'])
    expect(last).toMatchObject(failed)
  }
  expect((await progress()).json).toMatchObject(failed)
  expect(await metric('laskuri_invoice_runs_total', 'failed')).toBe('1')
  expect(server.logged()).toMatch(/"level":50.*"month":"2026-01".*a run failed behind its answer/)
  expect((await run()).headers.get('idempotent-replayed')).toBe('true')
  expect((await followed()).last).toMatchObject({ state: 'complete', totals: { invoices: 3, net: '30.00' } })
  expect(await metric('laskuri_invoice_runs_total', 'complete')).toBe('1')
})

test('a run that fails for what is in the books says why, every time, until that is mended', async () => {
  const refusal = `create function refuse_documents() returns trigger language plpgsql as
    $$ begin raise exception 'no more documents' using errcode = 'LK999', constraint = 'tried by a test'; end $$`
  await server.owner.sql.unsafe(refusal)
  await server.owner.sql`
    create trigger refuse_documents before insert on documents execute function refuse_documents()`
  for (const time of ['the first time', 'the second time']) {
    expect((await run()).status, time).toBe(202)
    expect((await followed()).last, time).toMatchObject({
      state: 'failed',
      problem: { status: 409, code: 'guarantee-violated', guarantee: 'tried by a test' },
    })
  }
  await server.owner.sql`drop trigger refuse_documents on documents`
  await run()
  expect((await followed()).last).toMatchObject({ state: 'complete', problem: null })
})

test('whoever leaves while following a run ends nothing but the following', async () => {
  const key = await server.keyFor(['read'])
  await atomically(server.owner, async (tx) => {
    await lockReceivables(tx)
    await run()
    await waitingBlock(tx)
    const headers = { Authorization: `Bearer ${key}`, Accept: 'text/event-stream' }
    const request = get(`${server.url}/v1/invoice-runs/2026-01`, { headers })
    request.on('error', () => undefined)
    await once(request, 'response')
    request.destroy()
    await expect.poll(() => metric('laskuri_streams_ended_total', 'reader-left')).toBe('1')
  })
  expect((await followed()).last).toMatchObject({ state: 'complete', customersDone: 3 })
})
