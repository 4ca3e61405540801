import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { letAct } from '../access/access-books.ts'
import { temporaryCli, type Cli } from '../cli/run-cli.ts'
import { addCustomer, openBooks } from '../invoicing/books.ts'
import { startServing, type ServeProcess } from './serve-process.ts'

const sealingKey = 'ab'.repeat(32)
const newSealingKey = 'cd'.repeat(32)
const variables = { LASKURI_IDENTIFIER_KEY: sealingKey }

let cli: Cli
let db: DatabasePool
let serving: ServeProcess
let operator: string
beforeAll(async () => {
  cli = await temporaryCli(variables)
  await cli.run(['report', 'months']) // makes the books
  db = connect(cli.server, { as: 'owner' })
  await openBooks(db)
  await addCustomer(db, { id: 'c1' })
  await letAct(db, 'maija', 'c1', '2026-01-03T09:00:00+02:00')
  operator = (await cli.run(['api-key', 'create', 'operator', '--scopes', 'operate'])).stdout.trim()
  serving = await startServing(path.join(cli.folder, 'data'), [], variables)
}, 120_000)
afterAll(async () => {
  serving.kill()
  await db.close()
  await cli.remove()
})

/** What was shown, which alone may have a key in it, and everything else that was written anywhere. */
const shown: string[] = []
const written: string[] = []

async function run(
  args: readonly string[],
  others: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const { code, stdout, stderr } = await cli.run(args, others)
  const shows = args[0] === 'identifier' && args[1] === 'create'
  ;(shows ? shown : written).push(stdout)
  written.push(stderr)
  return code
}

async function post(
  place: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await fetch(`${serving.url}${place}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${operator}`, ...headers },
    body: JSON.stringify(body),
  })
  return answer.text()
}

function keysIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.match(/lik_[\w-]{43}/g) ?? [])
}

/** Everything that is stored, tables of the HTTP API and all. */
async function stored(): Promise<string> {
  const [dump] = await db.sql<{ text: string }[]>`select database_to_xml(true, false, '')::text as text`
  return dump?.text ?? ''
}

test('every key that is made is shown once, and is in no other output, no answer and no row', async () => {
  const identifiers = '/v1/users/maija/identifiers'
  for (let count = 0; count < 3; count += 1) {
    expect(await run(['identifier', 'create', 'maija', ...(count === 0 ? ['--json'] : [])])).toBe(0)
    shown.push(await post(identifiers, { note: `number ${count}` }))
    shown.push(await post(identifiers, {}, { 'Idempotency-Key': `wish-${count}` }))
    written.push(await post(identifiers, {}, { 'Idempotency-Key': `wish-${count}` }))
  }
  const keys = keysIn(shown)
  expect(new Set(keys).size).toBe(9)
  expect(written.filter((text) => text.includes('"key":null'))).toHaveLength(3) // the repeats

  const [key = ''] = keys
  written.push(await post('/v1/access/check', { customer: 'c1', identifier: key, resource: 'escan.nv' }))
  written.push(await post('/v1/users/nobody/identifiers', {}), await post(identifiers, { note: 7 }))
  expect(await run(['identifier', 'create', 'nobody'])).toBe(1)
  expect(await run(['identifier', 'create', 'maija'], { LASKURI_IDENTIFIER_KEY: '' })).toBe(1)
  expect(await run(['identifier', 'create', 'maija'], { LASKURI_IDENTIFIER_KEY: `${sealingKey}x` })).toBe(1)
  for (const args of [
    'identifier list maija',
    'identifier list maija --json',
    'access show c1',
    'access show c1 --json',
  ])
    expect(await run(args.split(' '))).toBe(0)
  const others = { LASKURI_IDENTIFIER_KEY: newSealingKey }
  expect(await run(['identifier', 'rotate'], others)).toBe(1) // the old one is needed
  expect(await run(['identifier', 'rotate'], { ...others, LASKURI_IDENTIFIER_KEY_BEFORE: sealingKey })).toBe(
    0,
  )
  expect(written.at(-2)).toMatch(/^9 keys sealed anew/)
  serving.signal('SIGTERM')
  expect(await serving.ended).toBe(0)

  const everything = [...written, serving.output(), await stored()].join('\n')
  expect(everything).toContain('POST /v1/users/{id}/identifiers') // the audit log is in it
  expect(everything.match(/"route":/g)?.length).toBeGreaterThan(9) // and so is the server's
  for (const secret of [...keys, sealingKey, newSealingKey])
    for (const part of [
      secret.slice(4, 24),
      secret.slice(-20),
      Buffer.from(secret).toString('base64').slice(8, 40),
    ])
      expect(everything).not.toContain(part)
}, 120_000)
