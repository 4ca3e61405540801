import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentedBooks } from './documented-books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-04-20T12:00:00+03:00')
  await documentedBooks(server.db)
})
afterAll(() => server.stop())

/** Whoever reads down the page runs the month first: documents, payments and retractions need it. */
const first = ['/v1/months/2026-03/close', '/v1/invoice-runs']

/** The commands of the page as it is served, in the order that they need each other. */
async function printedCommands(): Promise<readonly string[]> {
  const page = (await server.send('GET', '/docs')).text
  const commands = [...page.matchAll(/<pre>(curl [\s\S]*?)<\/pre>/g)].map(([, text = '']) => unescaped(text))
  return commands.toSorted((one, other) => placeOf(one) - placeOf(other))
}

function placeOf(command: string): number {
  const place = first.findIndex((path) => command.includes(`-X POST '`) && command.includes(`${path}'`))
  return place === -1 ? first.length : place
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
}

const run = promisify(execFile)

/** What bash and curl print: the body, and the status on a line of its own. */
async function typed(command: string, key: string): Promise<{ status: number; body: string }> {
  const { stdout } = await run('/bin/bash', ['-c', `${command} -s -w '\n%{http_code}'`], {
    env: { ...process.env, LASKURI_KEY: key },
  })
  const end = stdout.lastIndexOf('\n')
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) }
}

test('every command that /docs prints runs as it stands with curl, and is answered', async () => {
  const key = await server.keyFor(['operate'])
  const commands = await printedCommands()
  const document: { paths: Record<string, object> } = JSON.parse(
    (await server.send('GET', '/openapi.json')).text,
  )
  expect(commands).toHaveLength(Object.values(document.paths).flatMap((item) => Object.keys(item)).length)
  const refused: string[] = []
  for (const command of commands) {
    const { status, body } = await typed(command, key)
    if (status < 200 || status >= 300) refused.push(`${status} ${command}\n${body}`)
    if (command.includes("/v1/invoice-runs'")) await followed(key)
  }
  expect(refused).toEqual([])
})

/** The run goes on behind its answer. */
async function followed(key: string): Promise<void> {
  const progress = await server.send('GET', '/v1/invoice-runs/2026-03', {
    key,
    headers: { Accept: 'text/event-stream' },
  })
  expect(progress.text).toContain('event: complete')
}
