import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect as connectTo } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { openServer } from '../../src/database/open-server.ts'
import { lockReceivables } from '../../src/journal/lock-receivables.ts'
import { temporaryCli, type Cli } from '../cli/run-cli.ts'
import { givenMonthToRun, waitingBlock } from './month-to-run.ts'
import { post, startServing, type Outcome, type ServeProcess } from './serve-process.ts'

let cli: Cli
let db: DatabasePool
let key: string
let serving: ServeProcess | undefined
const dataFolder = () => path.join(cli.folder, 'data')

beforeAll(async () => {
  cli = await temporaryCli()
  key = await newKey('operate')
  db = connect(cli.server, { as: 'runtime' })
  await givenMonthToRun(db, 3)
})
afterEach(() => serving?.kill())
afterAll(async () => {
  await db.close()
  await cli.remove()
})

async function newKey(scope: string): Promise<string> {
  const created = await cli.run(['api-key', 'create', 'tester', '--scopes', scope, '--json'])
  return z.object({ key: z.string() }).parse(JSON.parse(created.stdout)).key
}

async function serve(...options: readonly string[]): Promise<ServeProcess> {
  serving = await startServing(dataFolder(), options)
  return serving
}

interface Sent {
  readonly name: string
  readonly outcome: Outcome
}

const eventsEach = 3

/** Sends requests of a few new events one after the other until it is told to end; what became of each. */
async function sender(url: string, name: string, goesOn: (sent: Sent) => boolean): Promise<readonly Sent[]> {
  const all: Sent[] = []
  for (let last: Sent | undefined; last === undefined || goesOn(last);) {
    const request = `${name}-${all.length}`
    const body = Array.from({ length: eventsEach }, (_, index) => ({
      id: `${request}-${index}`,
      customer: `c000${index}`,
      resource: 'escan.nv',
      method: 'POST',
      outcome: 'ok',
    }))
    last = { name: request, outcome: await post(`${url}/v1/events`, { key, body }) }
    all.push(last)
  }
  return all
}

function isTaken({ outcome }: Sent): boolean {
  return outcome.kind === 'answered' && outcome.status === 200
}

/** How many events of each request are recorded. */
async function recordedOf(prefix: string, pool = db): Promise<ReadonlyMap<string, number>> {
  const rows = await pool.sql<{ request: string; events: number }[]>`
    select substring(event_id from '^(.*)-') as request, count(*)::int as events from events
    where event_id like ${`${prefix}%`} group by 1`
  return new Map(rows.map(({ request, events }) => [request, events]))
}

test('a server that is stopped under load answers whom it has recorded, and records nobody else', async () => {
  const { url, signal, ended } = await serve()
  let taken = 0
  const goesOn = (sent: Sent) => {
    if (!isTaken(sent)) return false
    taken += 1
    if (taken === 100) signal('SIGTERM')
    return true
  }
  const senders = Array.from({ length: 32 }, (_, index) => sender(url, `load-${index}`, goesOn))
  const sent = (await Promise.all(senders)).flat()
  expect(await ended).toBe(0)
  const recorded = await recordedOf('load-')
  expect(Object.fromEntries(recorded)).toEqual(
    Object.fromEntries(sent.filter(isTaken).map(({ name }) => [name, eventsEach])),
  )
  const refused = sent.filter((each) => !isTaken(each)).map(({ outcome }) => outcome)
  expect(refused).toHaveLength(32)
  for (const outcome of refused)
    expect(outcome.kind === 'answered' ? outcome : { status: 503, text: 'shutting-down' }).toMatchObject({
      status: 503,
      text: expect.stringMatching('shutting-down'),
    })
  expect([...(await db.sql`select from pending_batches`)]).toEqual([]) // rolled up on the way out
})

test('a server ends by itself, whoever hangs on to it, and however often it is told', async () => {
  const { url, signal, ended, output } = await serve('--grace', '1')
  const { hostname, port } = new URL(url)
  const half = connectTo(Number(port), hostname)
  const idle = connectTo(Number(port), hostname)
  await Promise.all([once(half, 'connect'), once(idle, 'connect')])
  const cut = Promise.all([once(half.resume(), 'close'), once(idle.resume(), 'close')])
  const head = `POST /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`
  half.write(`${head}Content-Length: 1000\r\n\r\n[`)
  const owner = connect(cli.server, { as: 'owner' })
  await atomically(owner, async (tx) => {
    await lockReceivables(tx) // held longer than the server lives: the run never gets on
    await post(`${url}/v1/invoice-runs`, { key, body: { month: '2026-01', allowSample: true } })
    await waitingBlock(tx)
    const headers = { Authorization: `Bearer ${key}`, Accept: 'text/event-stream' }
    const following = get(`${url}/v1/invoice-runs/2026-01`, { agent: false, headers })
    following.on('error', () => undefined)
    await once(following, 'response') // and nothing of it is ever read
    signal('SIGTERM')
    await cut
    signal('SIGTERM')
    expect(await ended).toBe(0)
  })
  await owner.close()
  expect(output()).toMatch(/stopped before what goes on behind answers had ended/)
  expect(await recordedOf('half')).toEqual(new Map())
})

test('while PostgreSQL is away requests are refused as such; once it is back the service is too, and nothing is lost or halved', async () => {
  const { url, signal, ended } = await serve()
  let taken = 0
  let isBack = false
  const outage = Promise.withResolvers<void>()
  const away = { refusals: 0, answers: new Set<string>() }
  const goesOn = (sent: Sent) => {
    if (isTaken(sent)) {
      taken += 1
      if (taken === 50) crash()
    } else if (sent.outcome.kind === 'answered') {
      away.refusals += 1
      away.answers.add(`${sent.outcome.status} ${/"code":"([^"]+)"/.exec(sent.outcome.text)?.[1]}`)
    } else away.answers.add('unanswered')
    if (away.refusals === 20) outage.resolve()
    return !(isBack && isTaken(sent))
  }
  const senders = Array.from({ length: 8 }, (_, index) => sender(url, `crash-${index}`, goesOn))
  await outage.promise
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
    status: 503,
    code: 'database-unreachable',
  })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const config = { databaseUrl: undefined, dataFolder: dataFolder(), recordedBy: 'test' }
  const again = await openServer(config, () => undefined)
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200)
  isBack = true
  const sent = (await Promise.all(senders)).flat()
  expect([...away.answers]).toEqual(['503 database-unreachable'])
  const look = connect(again, { as: 'runtime' })
  const recorded = await recordedOf('crash-', look)
  for (const each of sent.filter(isTaken)) expect(recorded.get(each.name)).toBe(eventsEach)
  expect([...new Set(recorded.values())]).toEqual([eventsEach]) // also those whose answer got lost are whole
  signal('SIGTERM')
  expect(await ended).toBe(0)
  await look.close()
  await again.release()
})

/** PostgreSQL's immediate stop: it is gone as in a crash. */
function crash(): void {
  const file = path.join(dataFolder(), 'cluster', 'postmaster.pid')
  process.kill(Number.parseInt(readFileSync(file, 'utf8'), 10), 'SIGQUIT')
}
