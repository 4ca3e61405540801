import { afterAll, beforeAll, expect, test } from 'vitest'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer()
})

afterAll(async () => {
  await server.stop()
})

test('anybody may ask whether the server lives and works; everything else needs an API key', async () => {
  expect((await server.send('GET', '/healthz', { key: '' })).json).toEqual({ status: 'alive' })
  expect((await server.send('GET', '/readyz', { key: '' })).status).toBe(200)
  const refused = await server.send('GET', '/v1/events?customer=c1&id=e1', { key: 'lk_nonsense' })
  expect(refused.status).toBe(401)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(refused.headers.get('www-authenticate')).toBe('Bearer')
  expect(refused.json).toMatchObject({ status: 401, code: 'unauthenticated' })
})

test('the server’s bare address shows its documentation to whoever opens it in a browser', async () => {
  const page = await server.send('GET', '/', { key: '' })
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  expect(page.text).toContain('GET</b> /v1/events')
})

test('a path that is none is 404, a method that a path does not take 405 with those that it does', async () => {
  expect((await server.send('GET', '/v1/nothing')).json).toMatchObject({ code: 'not-found' })
  const refused = await server.send('DELETE', '/v1/events')
  expect(refused.status).toBe(405)
  expect(refused.headers.get('allow')).toBe('GET, POST')
})

test('a key does what its scopes say, and no more', async () => {
  const sender = await server.keyFor(['ingest'])
  const reader = await server.keyFor(['read'])
  const read = await server.send('POST', '/v1/events', { key: reader, body: [] })
  expect(read.json).toMatchObject({ status: 403, code: 'forbidden', scopes: ['read'], needed: ['ingest'] })
  expect((await server.send('POST', '/v1/events', { key: sender, body: [] })).status).toBe(200)
})

test('a server whose schema is not the one it knows says so, and is not ready', async () => {
  const migrations = server.owner.sql`drizzle.__drizzle_migrations`
  await server.owner.sql`alter table ${migrations} disable trigger user` // they refuse what this test does
  await server.owner.sql`insert into ${migrations} (hash, created_at) values ('later', 9999999999999)`
  expect((await server.send('GET', '/readyz')).json).toMatchObject({ status: 503, code: 'schema-newer' })
  await server.owner.sql`delete from ${migrations} where hash = 'later'`
  const last = server.owner.sql`(select max(created_at) from ${migrations})`
  await server.owner.sql`delete from ${migrations} where created_at = ${last}`
  expect((await server.send('GET', '/readyz')).json).toMatchObject({ status: 503, code: 'schema-missing' })
})
