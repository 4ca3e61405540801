import { request } from 'node:http'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { nextMonth, type BillingMonth, billingMonth } from '../../../rules/billing-month.ts'
import { mapDatabaseError } from '../../../src/database/map-database-error.ts'
import { closeMonth } from '../../../src/invoicing/close-month.ts'
import { verifyBooks } from '../../../src/verifying/verify-books.ts'
import { attributionAt, givenBooks, givenClosed, instantAt } from '../../fixtures/books.ts'
import { runningServer, type RunningTestServer } from '../running-server.ts'
import { inSomeOrder, type PlannedRequest, type RecordedRow } from './in-some-order.ts'

let server: RunningTestServer
let key: string
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  key = await server.keyFor(['ingest'])
  await givenBooks(server.db, { customers: ['c1', 'c2', 'c3'].map((id) => ({ id })) })
})
afterAll(() => server.stop())

/** A small space, so that requests repeat and contradict each other. */
const arbitraryRequest = fc.record({
  events: fc.array(
    fc.record({
      customer: fc.constantFrom('c1', 'c2', 'c3', 'nobody'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      quantity: fc.constantFrom(1, 2, 0), // 0 is malformed
    }),
    { minLength: 1, maxLength: 6 },
  ),
  /** Its client has hung up before the answer. */
  leaves: fc.boolean(),
})

interface Round {
  readonly requests: readonly PlannedRequest[]
  readonly terminations: number
}

const arbitraryRound: fc.Arbitrary<Round> = fc.record({
  requests: fc.array(arbitraryRequest, { minLength: 6, maxLength: 30 }),
  terminations: fc.integer({ min: 0, max: 4 }),
})

let month = billingMonth('2026-01')

test('whoever sends, repeats, contradicts and leaves, while connections are lost and the month closes: some serial order gives the same answers and rows', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRound, async ({ requests, terminations }) => {
      const played = month
      month = nextMonth(month)
      server.setTime(`${month}-02T08:00:00Z`)
      const closing = closeMonth(server.db, played, attributionAt(instantAt(`${month}-02T08:00:00Z`)))
      const closed = closing.catch((error: unknown) => {
        expect(mapDatabaseError(error)).toMatchObject({ code: 'database-unreachable' }) // lost, like the others
      })
      const [answers] = await Promise.all([
        Promise.all(requests.map((each, index) => sent(each, index, played))),
        terminated(terminations),
        closed,
      ])
      const rows = await recorded(played)
      expect(inSomeOrder(requests, answers, rows, played)).toEqual([])
      await givenClosed(server.owner, played, `${month}-02T08:00:00Z`)
    }),
    { numRuns: 12, endOnFailure: true }, // a failure has left its month open: nothing smaller can be tried
  )
  await server.stopServing() // what was left by its client is recorded by then, and usage is rolled up
  const differences: unknown[] = []
  await verifyBooks(server.owner, {}, (difference) => differences.push(difference))
  expect(differences).toEqual([])
  await server.serveAgain()
})

const answered = z.object({
  answers: z.array(
    z.object({ answer: z.string(), reason: z.string().optional(), postingMonth: z.string().optional() }),
  ),
})

/** Answers short: `recorded 2026-01`, `conflict`, `refused malformed`. Undefined when there is none, or a 503. */
async function sent(
  { events, leaves }: PlannedRequest,
  index: number,
  played: BillingMonth,
): Promise<readonly string[] | undefined> {
  const body = events.map((event) => ({
    ...event,
    source: `of ${played}`,
    resource: 'escan.nv',
    method: 'POST',
    outcome: 'ok',
    at: `${played}-10T10:00:00Z`,
    durationMs: index, // no part of the body: it tells whose event was recorded
  }))
  const { status, text } = await posted(JSON.stringify(body), leaves)
  if (status === undefined) return undefined
  if (status === 503) {
    expect(text).toMatch('"code":"database-unreachable"')
    return undefined
  }
  expect([status, text]).toEqual([200, text])
  return answered
    .parse(JSON.parse(text))
    .answers.map(({ answer, reason, postingMonth }) =>
      [answer, reason ?? postingMonth].filter((part) => part !== undefined).join(' '),
    )
}

interface Posted {
  readonly status: number | undefined
  readonly text: string
}

function posted(body: string, leaves: boolean): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const asking = request(`${server.url}/v1/events`, { method: 'POST', agent: false, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () => {
        resolve({ status: answer.statusCode, text })
      })
    })
    asking.on('error', (error) => {
      if (leaves) resolve({ status: undefined, text: '' })
      else reject(error)
    })
    asking.end(body, () => {
      if (leaves) asking.destroy(new Error('left'))
    })
  })
}

/** Ends connections that are recording, wherever they are in that. */
async function terminated(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await server.owner.sql`
      select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and (state = 'idle in transaction' or query ~* '^commit|insert into|advisory')
        order by random() limit 1) as one`
}

async function recorded(played: BillingMonth): Promise<readonly RecordedRow[]> {
  return server.owner.sql<RecordedRow[]>`
    select customer_id || ' ' || event_id as key, duration_ms::int as by, quantity::int,
      left(posting_month::text, 7) as "postingMonth"
    from events where source = ${`of ${played}`}`
}
