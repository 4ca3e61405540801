// Scripts in which the model once found a difference, as small as they can be.
import { afterAll, beforeAll, test } from 'vitest'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { openTestServer } from '../database/test-database.ts'
import { playScript } from './play-script.ts'
import type { Call, Script } from './script.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

const call: Call = {
  customer: 'a',
  id: 'e1',
  source: 'default',
  resource: 'purchaseinvoice.nv',
  method: 'POST',
  outcome: 'ok',
  channel: 'web-service',
  quantity: 1,
  when: 'now',
  backfill: false,
}

const books: Omit<Script, 'moves'> = {
  from: '2026-01',
  list: {
    revenueClasses: [{ upTo: '10000000', monthlyFee: '19' }],
    transactionPrices: { 'purchaseinvoice.nv': { perUnit: '0.25' } },
  },
  customers: [
    {
      id: 'a',
      terms: { pricingModel: 'separate', servicePackage: 'basic' },
      revenue: '0',
      vat: null,
      open: true,
    },
  ],
}

const monthEnd = [
  { move: 'month-end' },
  { move: 'close', month: 0 },
  { move: 'run', month: 0 },
] as const satisfies Script['moves']

function play(moves: Script['moves']): Promise<void> {
  return withScratchDatabase(server, (scratch) => playScript({ ...scratch, server }, { ...books, moves }))
}

test('a fee stays committed to the first of several successes of one instant, also when that one is taken back later', async () => {
  const calls = ['e1', 'e2', 'e3', 'e4', 'e5'].map((id) => ({ ...call, id }))
  await play([{ move: 'record', calls }, ...monthEnd, { move: 'take-back', events: [0] }, ...monthEnd])
})
