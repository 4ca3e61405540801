import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../../src/database/server.ts'
import { openTestServer } from '../database/test-database.ts'
import { interleavedMonths } from './interleaved-months.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

test.each([1, 2])(
  'runs, closings, roll-ups, calls, retractions and facts at once have the same answer as some serial order (seed %i)',
  async (seed) => {
    expect(await interleavedMonths(server, seed, 4)).toEqual([])
  },
)
