// Kills commands at many points, then plays months with everything at once: `npm run test:killed -- --count 200`. A seed
// that failed can be given again, with the number of the trial: `npm run test:killed -- --seed 7 --only 12`.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openServer } from '../../src/database/open-server.ts'
import { interleavedMonths } from './interleaved-months.ts'
import { killInWords, killPointOf, plannedKills, type PlannedKill } from './planned-kills.ts'
import { killedTrial, type TrialReport } from './killed-trial.ts'
import { prepareStages } from './prepare-stages.ts'
import { commandNames, undisturbed, type CommandName, type Undisturbed } from './undisturbed.ts'

interface Tried extends TrialReport {
  readonly planned: PlannedKill
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '36' },
    only: { type: 'string' },
    customers: { type: 'string', default: '2500' },
    calls: { type: 'string', default: '16' },
    months: { type: 'string', default: '60' },
    minutes: { type: 'string', default: '60' },
  },
})
const [seed, only] = [Number(values.seed), Number(values.only ?? 0)]
const months = only === 0 ? Number(values.months) : 0
const deadlineMs = performance.now() + Number(values.minutes) * 60_000
const planned = plannedKills(seed, Math.max(only, Number(values.count))).filter(
  ({ number }) => only === 0 || number === only,
)
const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-killed-'))
chmodSync(folder, 0o755) // as root the server's user must get in
try {
  say(
    `Seed ${seed}: ${planned.length} kill points, ${values.customers} customers, ${values.calls} calls each`,
  )
  const tried = await tryAll(planned)
  for (const line of summary(tried)) say(line)
  const failed = tried.filter(({ differences }) => differences.length > 0)
  for (const { planned: each } of failed)
    say(`Again: npm run test:killed -- --seed ${seed} --only ${each.number}`)
  const differing = await playMonths()
  say(
    `${tried.length - failed.length} passed, ${failed.length} failed; ${months} months, ${differing} differ`,
  )
  process.exitCode = failed.length + differing > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true })
}

/** Months with everything at once, a year of them from each seed; gives how many of the years differ from their turns. */
async function playMonths(): Promise<number> {
  const config = { databaseUrl: undefined, dataFolder: path.join(folder, 'at-once'), recordedBy: 'test' }
  const server = await openServer(config, () => undefined)
  let differing = 0
  for (let left = months, year = seed; left > 0; left -= 12, year += 1) {
    const differences = await interleavedMonths(server, year, Math.min(12, left))
    say(`${Math.min(12, left)} months with everything at once, seed ${year}: ${sameOr(differences)}`)
    if (differences.length === 0) continue
    differing += 1
    say(`Again: npm run test:killed -- --seed ${year} --count 0 --months 12`)
  }
  await server.release()
  return differing
}

async function tryAll(kills: readonly PlannedKill[]): Promise<readonly Tried[]> {
  if (kills.length === 0) return []
  const size = { customers: Number(values.customers), callsEach: Number(values.calls) }
  const stages = await prepareStages(folder, size)
  const wholes = new Map<CommandName, Undisturbed>()
  for (const name of new Set(kills.map(({ command }) => command))) {
    const whole = await undisturbed(name, stages, folder)
    wholes.set(name, whole)
    say(`${name}, undisturbed: ${Math.round(whole.durationMs)} ms, ${whole.statements} statements`)
  }
  const tried: Tried[] = []
  for (const kill of kills) {
    if (performance.now() > deadlineMs) {
      say(`The ${values.minutes} minutes are over: ${kills.length - tried.length} kill points are left out`)
      break
    }
    const whole = wholes.get(kill.command)
    if (whole === undefined) throw new Error(`${kill.command} was not measured`)
    const report = await hitTrial(whole, kill)
    const where = report.hit === undefined ? 'it was over before' : `hit ${report.hit}`
    say(`${killInWords(kill)}: ${where}; ${report.repeats} repeats, ${sameOr(report.differences)}`)
    tried.push({ planned: kill, ...report })
  }
  return tried
}

/** How many statements an ingest makes depends on its pace: where it was over before, it is killed at half the way. */
async function hitTrial(whole: Undisturbed, kill: PlannedKill): Promise<TrialReport> {
  const report = await killedTrial(whole, killPointOf(kill, whole), folder)
  const isMissed = report.hit === undefined && report.differences.length === 0
  return isMissed
    ? killedTrial(whole, killPointOf({ ...kill, share: kill.share / 2 }, whole), folder)
    : report
}

function sameOr(differences: readonly string[]): string {
  return differences.length === 0 ? 'the same books' : `OTHER BOOKS\n  ${differences.join('\n  ')}`
}

/** How many kills hit, by command and kind, and what they hit. */
function summary(tried: readonly Tried[]): readonly string[] {
  return commandNames.flatMap((name) => {
    const hits = tried.filter(({ planned: { command }, hit }) => command === name && hit !== undefined)
    if (hits.length === 0) return []
    const byKind = counted(hits.map(({ planned: { kind } }) => kind))
    return [`${name}: ${hits.length} hit (${byKind}): ${counted(hits.map(({ hit }) => hit ?? ''))}`]
  })
}

function counted(names: readonly string[]): string {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, each]) => `${name} ${each.length}`)
    .toSorted()
    .join(', ')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
