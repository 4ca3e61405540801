import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openServer } from '../../src/database/open-server.ts'
import type { Server } from '../../src/database/server.ts'

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Cli {
  /** A folder of its own for files: the commands' working directory. */
  readonly folder: string
  /** The server that the commands share; held, so that they needn't start it again and again. */
  readonly server: Server
  run(args: readonly string[], input?: string | Uint8Array): Promise<CliResult>
  remove(): Promise<void>
}

const entry = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')

/** The real command in processes of its own, on an embedded PostgreSQL in a temporary folder. */
export async function temporaryCli(): Promise<Cli> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-cli-'))
  chmodSync(folder, 0o755) // as root the server's user must get in
  const dataFolder = path.join(folder, 'data')
  const { DATABASE_URL: _none, ...inherited } = process.env
  const environment = { ...inherited, LASKURI_DATA: dataFolder, LASKURI_BY: 'maija' }
  const server = await openServer({ databaseUrl: undefined, dataFolder, recordedBy: 'test' }, () => undefined)
  return {
    folder,
    server,
    run: (args, input) => runCommand(args, input, { cwd: folder, env: environment }),
    remove: async () => {
      await server.release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function runCommand(
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
