import * as fc from 'fast-check'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { arbitraryScript } from './arbitrary-script.ts'
import { playScript } from './play-script.ts'
import type { Tally } from './tally.ts'

export interface RandomScripts {
  /** The same seed gives the same scripts. */
  readonly seed: number
  /** To a failing script and its shrunk form, as a failure prints it. */
  readonly path?: string | undefined
  readonly runs: number
  /** After so many seconds no further script is begun. */
  readonly seconds: number
  /** The most months that a script closes. */
  readonly months: number
}

export interface RandomPlay {
  readonly tally: Tally
  /** The smallest failing script that was found, what had happened in it, and how to play it again. */
  readonly failure: string | undefined
}

/** Plays random scripts, each on an empty database of its own. */
export async function playRandomScripts(
  server: Server,
  { seed, path, runs, seconds, months }: RandomScripts,
): Promise<RandomPlay> {
  const tally: Tally = new Map()
  let playing: Promise<void> = Promise.resolve()
  const property = fc.asyncProperty(arbitraryScript(months), (script) => {
    playing = withScratchDatabase(server, (books) => playScript({ ...books, server }, script, tally))
    return playing
  })
  const found = await fc.check(property, {
    seed,
    numRuns: runs,
    endOnFailure: true,
    interruptAfterTimeLimit: seconds * 1000,
    ...(path === undefined ? {} : { path }),
  })
  await playing.catch(() => undefined) // the time may have been up in the middle of a script
  if (found.counterexamplePath === null) return { tally, failure: undefined }
  const smaller = await fc.check(property, {
    seed,
    path: found.counterexamplePath,
    interruptAfterTimeLimit: shrinkingSeconds * 1000,
  })
  await playing.catch(() => undefined)
  const { counterexample, counterexamplePath, errorInstance } =
    smaller.counterexamplePath === null ? found : smaller
  const why = errorInstance instanceof Error ? errorInstance.message : ''
  const again = `npm run test:long -- --months ${months} --seed ${seed} --path ${counterexamplePath}`
  return { tally, failure: `${fc.stringify(counterexample)}\n\n${why}\n\nAgain: ${again}` }
}

const shrinkingSeconds = 60
