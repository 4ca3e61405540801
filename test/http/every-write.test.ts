import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentedBooks } from './documented-books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-04-20T12:00:00+03:00')
  await documentedBooks(server.db)
})

afterAll(async () => {
  await server.stop()
})

/** Recording is idempotent by the events' own identity, and every batch says who sent it; a check writes nothing. */
const otherPosts = new Set(['/v1/events', '/v1/access/check'])

/** These examples build upon each other; any other write is tried after them. */
const inTurn = ['/v1/months/{month}/close', '/v1/invoice-runs', '/v1/payments', '/v1/events/retractions']

interface WriteRoute {
  readonly path: string
  readonly parameters: readonly string[]
  readonly example: unknown
}

interface Described {
  readonly paths: Record<string, Record<string, Operation>>
}

interface Operation {
  readonly parameters?: readonly { readonly name: string }[]
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: { readonly example?: unknown } }>
  }
}

async function writeRoutes(): Promise<readonly WriteRoute[]> {
  const { paths }: Described = JSON.parse((await server.send('GET', '/openapi.json')).text)
  const writes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'get')
      .map(([, operation]) => routeOf(path, operation)),
  )
  const placeOf = ({ path }: WriteRoute) => (inTurn.includes(path) ? inTurn.indexOf(path) : inTurn.length)
  return writes
    .filter(({ path }) => !otherPosts.has(path))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
}

function routeOf(path: string, { parameters = [], requestBody }: Operation): WriteRoute {
  const example = requestBody?.content['application/json']?.schema.example
  return { path, parameters: parameters.map(({ name }) => name), example }
}

async function audited(): Promise<readonly { action: string; writer: string }[]> {
  return server.owner.sql<{ action: string; writer: string }[]>`
    select action, recorded_by as writer from audit_log order by audit_id`
}

async function followed(location: string | null): Promise<void> {
  if (location !== null) await server.send('GET', location, { headers: { Accept: 'text/event-stream' } })
}

/** What is shown once is in no repeat. */
function withoutKey(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'key' in answer ? { ...answer, key: null } : answer
}

test('every write that is documented works as its example says, takes an Idempotency-Key, and leaves one audit row', async () => {
  const routes = await writeRoutes()
  expect(routes.length).toBeGreaterThan(10)
  for (const { path, parameters, example } of routes) {
    expect(parameters, path).toContain('Idempotency-Key')
    expect(example, path).toBeDefined()
    const before = (await audited()).length
    const place = path
      .replace('/users/{id}', '/users/maija')
      .replace('{id}', 'c1')
      .replace('{month}', '2026-03')
    const sending = { body: example, headers: { 'Idempotency-Key': `every ${path}`.replaceAll(' ', '-') } }
    const answer = await server.send('POST', place, sending)
    expect([200, 201, 202], `${path}: ${answer.text}`).toContain(answer.status)
    await followed(answer.headers.get('location'))
    const repeated = await server.send('POST', place, sending)
    expect(repeated.json, path).toEqual(withoutKey(answer.json))
    await followed(repeated.headers.get('location'))
    expect((await audited()).slice(before), path).toEqual([
      { action: `POST ${path}`, writer: 'API key test operate' },
    ])
  }
})
