import { afterAll, beforeAll, expect, test } from 'vitest'
import path from 'node:path'
import { z } from 'zod'
import { connect } from '../../src/database/client.ts'
import { temporaryCli, type Cli } from '../cli/run-cli.ts'
import { openBooks } from '../invoicing/books.ts'
import { startServing, type ServeProcess } from './serve-process.ts'

let cli: Cli
let serving: ServeProcess

beforeAll(async () => {
  cli = await temporaryCli()
  await cli.run(['report', 'months']) // makes the books
  const db = connect(cli.server, { as: 'runtime' })
  await openBooks(db)
  await db.close()
  serving = await startServing(path.join(cli.folder, 'data'))
})
afterAll(async () => {
  serving.kill()
  await cli.remove()
})

async function newKey(name: string, scope: string): Promise<string> {
  const created = await cli.run(['api-key', 'create', name, '--scopes', scope, '--json'])
  return z.object({ key: z.string() }).parse(JSON.parse(created.stdout)).key
}

interface Asked {
  readonly method?: string
  readonly path: string
  readonly authorization?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The status of the answer, which is read whole. */
async function statusOf({
  method = 'GET',
  path: asked,
  authorization,
  headers,
  body,
}: Asked): Promise<number> {
  const answer = await fetch(`${serving.url}${asked}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  await answer.text()
  return answer.status
}

function as(key: string): string {
  return `Bearer ${key}`
}

test('whatever is asked with a key, nothing that the server writes has any of it', async () => {
  const operator = await newKey('operator', 'operate')
  const sender = await newKey('sender', 'ingest')
  const unknown = `${operator.slice(0, -4)}beef`
  const event = { id: 'e1', customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok' }
  const asked: readonly Asked[] = [
    { method: 'POST', path: '/v1/customers', authorization: as(operator), body: { id: 'c1', name: 'Oy' } },
    {
      method: 'POST',
      path: '/v1/customers',
      authorization: as(operator),
      headers: { 'Idempotency-Key': operator },
      body: { id: 'c1', name: 'Oy' },
    },
    { method: 'POST', path: '/v1/events', authorization: as(sender), body: [event, { ...event, id: 7 }] },
    { method: 'POST', path: '/v1/months/2026-01/close', authorization: as(sender), body: {} },
    { method: 'POST', path: '/v1/months/2026-01/close', authorization: as(operator), body: {} },
    {
      method: 'POST',
      path: '/v1/invoice-runs',
      authorization: as(operator),
      body: { month: '2026-01', allowSample: true },
    },
    { method: 'POST', path: '/v1/invoice-runs', authorization: as(operator), body: { month: '2026-02' } },
    {
      path: '/v1/invoice-runs/2026-01',
      authorization: as(operator),
      headers: { Accept: 'text/event-stream' },
    },
    { path: '/v1/months', authorization: as(unknown) },
    { path: '/v1/months', authorization: `Basic ${btoa(`x:${operator}`)}` },
    { path: '/v1/months', authorization: operator },
    { path: `/v1/months?key=${operator}`, authorization: as(operator) },
    { path: `/v1/nowhere/${operator}`, authorization: as(operator) },
    { path: '/v1/months', headers: { 'X-Api-Key': operator, Cookie: `key=${operator}` } },
    { path: '/metrics', authorization: as(operator) },
    { path: '/readyz', authorization: as(operator) },
  ]
  const statuses: number[] = []
  for (const each of asked) statuses.push(await statusOf(each))
  expect(new Set(statuses)).toEqual(new Set([200, 201, 202, 400, 401, 403, 404, 409]))
  serving.signal('SIGTERM')
  expect(await serving.ended).toBe(0)
  const written = serving.output()
  expect(written.match(/"route":/g)?.length).toBeGreaterThanOrEqual(asked.length) // it did log them
  for (const key of [operator, sender, unknown]) {
    const secret = key.slice(-43)
    for (const part of [secret.slice(0, 20), secret.slice(-20), btoa(`x:${key}`)])
      expect(written).not.toContain(part)
  }
  expect(written).not.toMatch(/authorization|bearer/i)
})
