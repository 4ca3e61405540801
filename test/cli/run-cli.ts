import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { systemClock } from '../../src/clock/clock.ts'
import { readConfig } from '../../src/config/config.ts'
import { openServer } from '../../src/database/open-server.ts'
import type { Server } from '../../src/database/server.ts'

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Cli {
  /** A folder of its own for files: the commands' working directory, and this process's until the end. */
  readonly folder: string
  /** The server that the commands share; held, so that they needn't start it again and again. */
  readonly server: Server
  /** Runs the command here, as `main.ts` does but for the process around it: a second less each; with other variables too. */
  run(args: readonly string[], variables?: Readonly<Record<string, string>>): Promise<CliResult>
  /** Runs the command as a process of its own: where its input, its signals or its end matter. */
  spawn(args: readonly string[], input?: string | Uint8Array): Promise<CliResult>
  remove(): Promise<void>
}

const entry = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')

/** The real command on an embedded PostgreSQL in a temporary folder, with more variables in its environment. */
export async function temporaryCli(variables: Readonly<Record<string, string>> = {}): Promise<Cli> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-cli-'))
  chmodSync(folder, 0o755) // as root the server's user must get in
  const dataFolder = path.join(folder, 'data')
  const { DATABASE_URL: _none, ...inherited } = process.env
  const environment = { ...inherited, LASKURI_DATA: dataFolder, LASKURI_BY: 'maija', ...variables }
  const server = await openServer({ databaseUrl: undefined, dataFolder, recordedBy: 'test' }, () => undefined)
  const before = process.cwd()
  process.chdir(folder)
  return {
    folder,
    server,
    run: (args, others = {}) => runHere(args, { ...environment, ...others }),
    spawn: (args, input) => runProcess(args, input, { cwd: folder, env: environment }),
    remove: async () => {
      process.chdir(before)
      await server.release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function runHere(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<CliResult> {
  const output = { stdout: '', stderr: '' }
  const code = await runCommandLine(args, {
    config: readConfig(environment),
    clock: systemClock,
    print: (text) => (output.stdout += `${text}\n`),
    stream: async (lines) => {
      for await (const line of lines) output.stdout += `${line}\n`
    },
    say: (text) => (output.stderr += `${text}\n`),
    interrupted: new AbortController().signal,
  })
  return { code, ...output }
}

function runProcess(
  args: readonly string[],
  input: string | Uint8Array | undefined,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], options)
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ code, ...output })
    })
    child.stdin.on('error', () => undefined) // a command that refuses early leaves its input unread
    child.stdin.end(input)
  })
}
