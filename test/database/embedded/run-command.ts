import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const opened = z.object({ cluster: z.string(), started: z.string() })

export interface RunningCommand extends z.infer<typeof opened> {
  /** What it said to people so far. */
  said(): string
  /** Ends its input, so that it leaves the server; resolves to its exit code. */
  leave(): Promise<number | null>
  /** SIGKILL: it leaves nothing in order. */
  kill(): Promise<void>
}

export interface HowToRun {
  readonly elsewhere?: string
  readonly user?: { readonly uid: number; readonly gid: number }
  readonly script?: string
}

/** Starts a command on a data folder; resolves when it is connected, rejects with what it said when it ends before. */
export async function runCommand(dataFolder: string, how: HowToRun = {}): Promise<RunningCommand> {
  const script = how.script ?? fileURLToPath(new URL('command.ts', import.meta.url))
  const args = [script, dataFolder, ...(how.elsewhere === undefined ? [] : [how.elsewhere])]
  const child = spawn(process.execPath, args, { ...how.user, stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const line = await firstLine(child)
  if (line === undefined) throw new Error(said)
  return {
    ...opened.parse(JSON.parse(line)),
    said: () => said,
    leave: async () => {
      child.stdin.end()
      await exit(child)
      return child.exitCode
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exit(child)
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.split('\n')[0]
  }
  await exit(child)
  return undefined
}

async function exit(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
