import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../../src/database/server.ts'
import { openTestServer } from '../database/test-database.ts'
import { playRandomScripts } from './play-random-scripts.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

// Another seed every time; a failure prints it. At most half a minute, on a busy machine with fewer scripts. The long run
// is `npm run test:long`.
const scripts = { seed: Date.now() % 2 ** 31, runs: 20, seconds: 30, months: 4 }

test('whatever is recorded, closed, run, killed and repeated, the books are those of a naive model', async () => {
  const { tally, failure } = await playRandomScripts(server, scripts)
  expect(failure).toBeUndefined()
  expect(tally.get('documents compared')).toBeGreaterThan(0)
}, 120_000)
