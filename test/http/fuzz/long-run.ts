// npm run test:fuzz -- [--seconds 120] [--requests N] [--seed N] [--path P]
// Sends random requests to a server of its own until the time is up, judges the answers and then the books.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openServer } from '../../../src/database/open-server.ts'
import { createScratchDatabase } from '../../../src/database/scratch-database.ts'
import { booksWatch } from './books-watch.ts'
import { fuzzedBooks } from './fuzzed-books.ts'
import { playRequests } from './play-requests.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    requests: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string' },
  },
})

console.log(`seed ${values.seed}`)
const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-fuzz-'))
const server = await openServer(
  { databaseUrl: process.env['LASKURI_TEST_DATABASE_URL'], dataFolder, recordedBy: 'fuzz' },
  (line) => process.stderr.write(`${line}\n`),
)
try {
  const books = await fuzzedBooks(createScratchDatabase(server))
  const watch = await booksWatch(books.server.owner)
  const play = {
    seed: Number(values.seed),
    path: values.path,
    requests: Number(values.requests),
    seconds: Number(values.seconds),
  }
  const { answers, passed, failure } = await playRequests(books, play, watch)
  for (const [name, times] of [...answers].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`${String(times).padStart(9)}  ${name}`)
  if (failure !== undefined) console.log(failure)
  await books.server.stopServing() // runs of months go on behind their answers
  const faults = failure === undefined ? await watch.faults() : []
  for (const fault of faults) console.log(fault)
  await books.server.stop()
  const failed = faults.length + (failure === undefined ? 0 : 1)
  console.log(`seed ${values.seed}, a request a test:\n${passed} passed, ${failed} failed, 0 skipped`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
} finally {
  await server.release()
  rmSync(dataFolder, { recursive: true, force: true })
}
