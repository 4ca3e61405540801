import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer, openBooks } from '../invoicing/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  await openBooks(server.db)
  for (const id of ['c1', 'c2']) await addCustomer(server.db, { id, api: ['2026-01-02T09:00:00+02:00'] })
})
afterAll(() => server.stop())

async function done(path: string, body: unknown): Promise<unknown> {
  const { status, json, text } = await server.send('POST', path, { body })
  expect(status, text).toBe(201)
  return json
}

async function check(asked: Readonly<Record<string, unknown>>): Promise<unknown> {
  return (await server.send('POST', '/v1/access/check', { body: { customer: 'c1', ...asked } })).json
}

const by = { recordedAt: '2026-01-15T10:00:00Z', recordedBy: 'API key test operate', note: null }

test('a gateway asks until everything is there: allowed, or the first thing that is missing with its rule', async () => {
  await done('/v1/customers/c2/users', { user: 'maija', role: 'user' })
  const created = await done('/v1/users/maija/identifiers', {})
  expect(created).toEqual({
    identifier: expect.stringMatching(/^li_[0-9a-f]{20}$/),
    user: 'maija',
    key: expect.stringMatching(/^lik_[\w-]{43}$/),
    ...by,
  })
  const [listed] = (await page('/v1/users/maija/identifiers')).items
  expect({ ...listed, key: null }).toMatchObject({ user: 'maija', key: null })
  const call = { identifier: listed?.['identifier'], resource: 'eScan.nv' }
  expect(await check(call)).toEqual({
    allowed: false,
    refusal: {
      code: 'resource-blocked',
      rule: 'R2.rights',
      detail: 'escan.nv is not allowed for c1; every resource is blocked until it is',
    },
  })
  expect(await done('/v1/customers/c1/rights', { resource: 'Escan.nv', allowed: true })).toEqual({
    changeNumber: 1,
    integration: null,
    resource: 'escan.nv',
    allowed: true,
    inForce: true,
    ...by,
  })
  expect(await check(call)).toMatchObject({ refusal: { code: 'user-does-not-act', rule: 'R2.may-call' } })
  expect(await check({ ...call, identifier: 'li_none' })).toMatchObject({
    refusal: { code: 'unknown-identifier', rule: 'R2.may-call' },
  })
  await done('/v1/customers/c1/users', { user: 'maija', role: 'administrator' })
  expect(await check(call)).toEqual({ allowed: true, refusal: null })
  await done('/v1/customers/c1/rights', { integration: 'Basware', resource: null, allowed: false })
  expect(await check({ ...call, integration: 'Basware' })).toMatchObject({
    refusal: { code: 'resource-blocked', detail: expect.stringContaining('not allowed to Basware') },
  })
  await done('/v1/customers/c1/api', { open: false })
  expect(await check(call)).toMatchObject({ refusal: { code: 'api-closed', rule: 'R2.access' } })
})

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly next: string | null
}

async function page(path: string): Promise<Page> {
  return JSON.parse((await server.send('GET', path)).text)
}

async function allOf(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Readonly<Record<string, unknown>>[] = []
  let next: string | null = ''
  while (next !== null) {
    const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`
    const read = await page(`${path}?limit=2${after}`)
    items.push(...read.items)
    next = read.next
  }
  return items
}

test('rights, users and identifiers are listed whole, page by page; of rights it is told which are in force', async () => {
  await addCustomer(server.db, { id: 'c3' })
  for (const resource of ['b.nv', 'a.nv', 'c.nv', null])
    await done('/v1/customers/c3/rights', { resource, allowed: resource !== null })
  const rights = await allOf('/v1/customers/c3/rights')
  expect(rights.map(({ resource, inForce }) => [resource, inForce])).toEqual([
    ['b.nv', false],
    ['a.nv', false],
    ['c.nv', false],
    [null, true],
  ])
  for (const user of ['ä', 'b', 'a']) await done('/v1/customers/c3/users', { user, role: 'user' })
  await done('/v1/customers/c3/users', { user: 'b', role: null })
  const users = await allOf('/v1/customers/c3/users')
  expect(users.map(({ user, role }) => [user, role])).toEqual([
    ['a', 'user'],
    ['b', null],
    ['ä', 'user'],
  ])
  for (let count = 0; count < 5; count += 1) await done('/v1/users/ä/identifiers', {})
  const identifiers = await allOf('/v1/users/ä/identifiers')
  expect(new Set(identifiers.map(({ identifier }) => identifier)).size).toBe(5)
  expect(identifiers.filter((one) => 'key' in one)).toEqual([])
})

test('identifiers are never edited or deleted: any other method is 405', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const answer = await server.send(method, '/v1/users/maija/identifiers', { body: {} })
    expect(answer.json).toMatchObject({ status: 405, code: 'method-not-allowed', allowed: ['GET', 'POST'] })
    expect(answer.headers.get('allow')).toBe('GET, POST')
  }
})

test('what changes nothing, is about nobody or is malformed is refused', async () => {
  await addCustomer(server.db, { id: 'c4' })
  const refusals = [
    ['/v1/customers/c4/rights', { resource: null, allowed: false }, 409, 'right-unchanged'],
    ['/v1/customers/c4/users', { user: 'maija', role: null }, 409, 'role-unchanged'],
    ['/v1/customers/c4/rights', { allowed: true }, 400, 'invalid-input'],
    ['/v1/customers/c4/rights', { resource: '?a', allowed: true }, 400, 'invalid-input'],
    ['/v1/customers/c4/users', { user: 'maija', role: 'owner' }, 400, 'invalid-input'],
    ['/v1/customers/nobody/rights', { resource: null, allowed: true }, 404, 'unknown-customer'],
    ['/v1/customers/nobody/users', { user: 'maija', role: 'user' }, 404, 'unknown-customer'],
    ['/v1/users/nobody/identifiers', {}, 404, 'unknown-user'],
    [
      '/v1/access/check',
      { customer: 'nobody', identifier: 'x', resource: 'escan.nv' },
      404,
      'unknown-customer',
    ],
  ] as const
  for (const [path, body, status, code] of refusals)
    expect([path, (await server.send('POST', path, { body })).json]).toMatchObject([path, { status, code }])
  for (const path of [
    '/v1/customers/nobody/rights',
    '/v1/customers/nobody/users',
    '/v1/users/nobody/identifiers',
  ])
    expect([path, (await server.send('GET', path)).status]).toEqual([path, 404])
})

test('a key for some customers checks and lists those, and sees no identifiers, which work for others too', async () => {
  const key = await server.keyFor(['operate'], ['c1'])
  const statusOf = async (method: string, path: string, body?: unknown) =>
    (await server.send(method, path, { key, body })).status
  const call = { identifier: 'x', resource: 'escan.nv' }
  expect(await statusOf('POST', '/v1/access/check', { customer: 'c1', ...call })).toBe(200)
  expect(await statusOf('POST', '/v1/access/check', { customer: 'c2', ...call })).toBe(403)
  for (const place of ['rights', 'users']) {
    expect(await statusOf('GET', `/v1/customers/c1/${place}`)).toBe(200)
    expect(await statusOf('GET', `/v1/customers/c2/${place}`)).toBe(403)
  }
  expect(await statusOf('GET', '/v1/users/maija/identifiers')).toBe(403)
  expect(await statusOf('POST', '/v1/users/maija/identifiers', {})).toBe(403)
})
