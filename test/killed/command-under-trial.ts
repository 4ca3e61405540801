import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const entry = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stderr: string
}

export interface CommandUnderTrial {
  isRunning(): boolean
  /** SIGKILL: it leaves nothing in order. */
  kill(): void
  /** Waits for its end; rejects when it hangs. */
  ended(): Promise<Ended>
}

const msMax = 120_000

/** Starts the real command in a process of its own, on an embedded PostgreSQL in the data folder. */
export function startCommand(args: readonly string[], dataFolder: string): CommandUnderTrial {
  const { DATABASE_URL: _none, ...inherited } = process.env
  const env = { ...inherited, LASKURI_DATA: dataFolder, LASKURI_BY: 'maija' }
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const closed = once(child, 'close')
  const isRunning = () => child.exitCode === null && child.signalCode === null
  return {
    isRunning,
    kill: () => child.kill('SIGKILL'),
    ended: async () => {
      const isHung = await killedWhenHung(child, closed)
      if (isHung) throw new Error(`laskuri ${args.join(' ')} hung for ${msMax} ms. It said: ${stderr}`)
      return { code: child.exitCode, stderr }
    },
  }
}

async function killedWhenHung(child: ChildProcess, closed: Promise<unknown>): Promise<boolean> {
  let isHung = false
  const timer = setTimeout(() => {
    isHung = true
    child.kill('SIGKILL')
  }, msMax)
  await closed
  clearTimeout(timer)
  return isHung
}
