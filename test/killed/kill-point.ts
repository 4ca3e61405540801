import { setTimeout as wait } from 'node:timers/promises'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { startCommand, type Ended } from './command-under-trial.ts'
import { StatementLog } from './statement-log.ts'

/** `command`: SIGKILL to the process; `server`: an immediate stop of PostgreSQL; `both` at once. */
export type KillKind = 'command' | 'server' | 'both'

export interface KillPoint {
  readonly kind: KillKind
  /** Milliseconds after the start, or so many statements after it. */
  readonly at: { readonly ms: number } | { readonly statement: number }
}

export interface Disturbed extends Ended {
  /** What the database was doing last; undefined when the command was over before the kill point. */
  readonly hit: string | undefined
}

/** Runs the command on the data folder and kills at the point. */
export async function disturb(
  args: readonly string[],
  dataFolder: string,
  point: KillPoint,
): Promise<Disturbed> {
  const log = new StatementLog(dataFolder)
  const startedMs = performance.now()
  const command = startCommand(args, dataFolder)
  const isDue = () =>
    'ms' in point.at ? performance.now() - startedMs >= point.at.ms : log.count() >= point.at.statement
  // A server that is to be stopped has to be there.
  const isReady = () => isDue() && (point.kind === 'command' || postmasterOf(dataFolder) !== undefined)
  while (command.isRunning() && !isReady()) await wait(1)
  const isHit = command.isRunning()
  if (isHit && point.kind !== 'server') command.kill()
  if (isHit && point.kind !== 'command') stopServer(dataFolder)
  const hit = isHit ? (log.last() ?? 'starting') : undefined
  return { ...(await command.ended()), hit }
}

/** PostgreSQL's immediate stop of the folder's own server: as if it had crashed. */
export function stopServer(dataFolder: string): void {
  const pid = postmasterOf(dataFolder)
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGQUIT')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** The process id that the folder's server noted; undefined when none runs. */
export function postmasterOf(dataFolder: string): number | undefined {
  const file = path.join(dataFolder, 'cluster', 'postmaster.pid')
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN
  return Number.isNaN(pid) ? undefined : pid
}
