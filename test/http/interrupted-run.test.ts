import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordManualCharges } from '../../src/customers/manual-charges.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { lockReceivables } from '../../src/journal/lock-receivables.ts'
import { moneyOf } from '../../rules/money.ts'
import { billingMonth } from '../../rules/billing-month.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { clerk, openBooks } from '../invoicing/books.ts'
import { runningServer, type Answer, type RunningTestServer } from './running-server.ts'

/** More than one block of a run, which is a thousand. */
const customersWanted = 1200

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-02-02T08:00:00+02:00')
  await openBooks(server.db)
  const ids = Array.from({ length: customersWanted }, (_, index) => `c${String(index).padStart(4, '0')}`)
  const particulars = { businessId: null, vatNumber: null }
  const charge = {
    usageMonth: billingMonth('2026-01'),
    text: 'Work',
    net: moneyOf('10.00'),
    reason: 'agreed',
  }
  const attribution = clerk('2026-01-15T08:00:00+02:00')
  await atomically(server.db, async (tx) => {
    await recordCustomers(
      tx,
      ids.map((customer) => ({ customer, name: customer, ...particulars })),
      attribution,
    )
    await recordManualCharges(
      tx,
      ids.map((customer) => ({ customer, ...charge })),
      attribution,
    )
  })
  await closeMonth(server.db, charge.usageMonth, clerk('2026-02-02T08:00:00+02:00'))
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

/** Asks until the block at hand has come to the lock. */
async function somebodyWaits(tx: Database): Promise<void> {
  for (;;) {
    const waiting = await tx.sql`
      select from pg_locks where not granted and locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`
    if (waiting.length > 0) return
  }
}

test('a stop of the server interrupts a run after the block at hand; the same request goes on, and nothing is issued twice', async () => {
  const stopped = await atomically(server.owner, async (tx) => {
    await lockReceivables(tx) // the first block waits here, whatever the machine does
    expect((await run('one-wish')).status).toBe(202)
    expect((await progress('application/json')).json).toMatchObject({ state: 'running', customersDone: 0 })
    await somebodyWaits(tx)
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
