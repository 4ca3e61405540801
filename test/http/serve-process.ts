import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import path from 'node:path'

const entry = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')

/** `laskuri serve` in a process of its own. */
export interface ServeProcess {
  readonly url: string
  /** Everything that it has written so far, to both outputs. */
  readonly output: () => string
  readonly signal: (name: 'SIGTERM') => void
  /** Its exit code, once it has ended by itself; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Ends it at once, whatever it does; nothing when it has ended. */
  readonly kill: () => void
}

/** Starts it on the embedded PostgreSQL of a folder; resolves once it listens. */
export async function startServing(
  dataFolder: string,
  options: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<ServeProcess> {
  const { DATABASE_URL: _none, ...inherited } = process.env
  const env = { ...inherited, LASKURI_DATA: dataFolder, LASKURI_BY: 'maija', ...variables }
  const child = spawn(process.execPath, [entry, 'serve', '--port', '0', '--json', ...options], { env })
  let output = ''
  let url: string | undefined
  const listens = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        url ??= /"url":"([^"]+)"/.exec(output)?.[1]
        if (url !== undefined) resolve()
      })
  })
  const closed = once(child, 'close')
  await Promise.race([listens, closed])
  if (url === undefined) throw new Error(`it does not serve: ${output}`)
  return {
    url,
    output: () => output,
    signal: (name) => child.kill(name),
    ended: closed.then(() => child.exitCode),
    kill: () => child.kill('SIGKILL'),
  }
}

/** What a client saw of a request: an answer, or a connection that was refused or cut before there was one. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'unanswered' }

export interface Post {
  readonly key: string
  readonly body: unknown
}

/** Over a connection of its own. */
export function post(url: string, { key, body }: Post): Promise<Outcome> {
  return new Promise((resolve) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const asking = request(url, { method: 'POST', agent: false, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () => {
        resolve({ kind: 'answered', status: answer.statusCode ?? 0, text })
      })
      answer.on('error', () => {
        resolve({ kind: 'unanswered' })
      })
    })
    asking.on('error', () => {
      resolve({ kind: 'unanswered' })
    })
    asking.end(JSON.stringify(body))
  })
}
