import { rmSync } from 'node:fs'
import path from 'node:path'
import { booksDigest, differencesOf } from './books-digest.ts'
import { startCommand, type Ended } from './command-under-trial.ts'
import { copyFolder } from './copy-folder.ts'
import { disturb, postmasterOf, stopServer, type KillPoint } from './kill-point.ts'
import type { Undisturbed } from './undisturbed.ts'

export interface TrialReport {
  /** What the database was doing when it was killed; undefined when the command was over before. */
  readonly hit: string | undefined
  /** How often the same command was given again. */
  readonly repeats: number
  /** What is not as after an undisturbed run; empty when all is well. */
  readonly differences: readonly string[]
}

const repeatsMax = 5

/** Kills the command on a copy of its stage, repeats it until it is done, and compares what the books hold then. */
export async function killedTrial(
  undisturbed: Undisturbed,
  point: KillPoint,
  folder: string,
): Promise<TrialReport> {
  const { args, stage, end } = undisturbed
  const dataFolder = path.join(folder, 'trial')
  copyFolder(stage, dataFolder)
  rmSync(path.join(dataFolder, 'postgresql.log'))
  try {
    const { hit, ...killed } = await disturb(args, dataFolder, point)
    const isSilenced = hit !== undefined && point.kind !== 'server'
    const differences = isSilenced ? [] : wrongAnswer(killed)
    let repeats = 0
    for (let { code } = killed; code !== 0 && repeats < repeatsMax; repeats += 1) {
      const again = await startCommand(args, dataFolder).ended()
      differences.push(...wrongAnswer(again))
      code = again.code
      if (code !== 0 && repeats + 1 === repeatsMax) differences.push(`it never got done: ${again.stderr}`)
    }
    if (postmasterOf(dataFolder) !== undefined && hit === undefined) differences.push('its server still runs')
    return {
      hit,
      repeats,
      differences: [...differences, ...differencesOf(await booksDigest(dataFolder), end)],
    }
  } finally {
    stopServer(dataFolder)
    while (postmasterOf(dataFolder) !== undefined);
    rmSync(dataFolder, { recursive: true })
  }
}

/** A command whose server went away may ask to be repeated; nothing else. */
function wrongAnswer({ code, stderr }: Ended): string[] {
  const isProper = code === 0 || (code === 1 && /try again/i.test(stderr))
  const isTrace = /\n\s+at .*:\d+:\d+/.test(stderr)
  return isProper && !isTrace ? [] : [`it ended with ${code} and said: ${stderr}`]
}
