import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { killInWords, killPointOf, plannedKills } from './planned-kills.ts'
import { killedTrial } from './killed-trial.ts'
import { prepareStages, type Stages } from './prepare-stages.ts'
import { undisturbed } from './undisturbed.ts'

// A taste of `npm run test:killed`: each command once, each kind of kill once, two blocks of customers.
const seed = 1
const size = { customers: 1010, callsEach: 2 }

const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-killed-'))
let stages: Stages
beforeAll(async () => {
  chmodSync(folder, 0o755) // as root the server's user must get in
  stages = await prepareStages(folder, size)
}, 120_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test.each(plannedKills(seed, 3).map((planned) => [killInWords(planned), planned] as const))(
  `killed and repeated, a command ends as if nothing had happened (seed ${seed}, %s)`,
  { timeout: 120_000 },
  async (_words, planned) => {
    const whole = await undisturbed(planned.command, stages, folder)
    const { differences } = await killedTrial(whole, killPointOf(planned, whole), folder)
    expect(differences).toEqual([])
  },
)
