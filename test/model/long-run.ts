// npm run test:long -- [--seconds 240] [--runs N] [--months 6] [--seed N] [--path P]
// Plays random scripts on a server of its own until the time is up or the runs are done, and says what it has played.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openServer } from '../../src/database/open-server.ts'
import { playRandomScripts } from './play-random-scripts.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '240' },
    runs: { type: 'string', default: '1000000' },
    months: { type: 'string', default: '6' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string' },
  },
})

console.log(`seed ${values.seed}`)
const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-model-'))
const server = await openServer(
  { databaseUrl: process.env['LASKURI_TEST_DATABASE_URL'], dataFolder, recordedBy: 'model' },
  (line) => process.stderr.write(`${line}\n`),
)
try {
  const { tally, failure } = await playRandomScripts(server, {
    seed: Number(values.seed),
    path: values.path,
    runs: Number(values.runs),
    seconds: Number(values.seconds),
    months: Number(values.months),
  })
  for (const [name, times] of [...tally].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`${String(times).padStart(9)}  ${name}`)
  if (failure !== undefined) console.log(failure)
  const scripts = tally.get('scripts') ?? 0
  console.log(
    `${scripts} scripts without a difference, ${failure === undefined ? 'none' : 'one'} with (seed ${values.seed})`,
  )
  process.exitCode = failure === undefined && scripts > 0 ? 0 : 1
} finally {
  await server.release()
  rmSync(dataFolder, { recursive: true, force: true })
}
