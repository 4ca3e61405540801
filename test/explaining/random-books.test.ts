import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { openTestServer } from '../database/test-database.ts'
import { arbitraryScript } from '../model/arbitrary-script.ts'
import { playScript } from '../model/play-script.ts'
import { expectToAddUp } from './expect-to-add-up.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

test('whatever was recorded, closed and run, every line adds up, to its events', async () => {
  let lines = 0
  await fc.assert(
    fc.asyncProperty(arbitraryScript(4), (script) =>
      withScratchDatabase(server, async (books) => {
        await playScript({ ...books, server }, script)
        lines += await expectToAddUp(books.runtime)
      }),
    ),
    { numRuns: 10, interruptAfterTimeLimit: 60_000 },
  )
  expect(lines).toBeGreaterThan(0)
}, 120_000)
