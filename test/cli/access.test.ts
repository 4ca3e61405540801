import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../src/database/client.ts'
import { addCustomer, openBooks } from '../invoicing/books.ts'
import { temporaryCli, type Cli } from './run-cli.ts'

let cli: Cli
beforeAll(async () => {
  cli = await temporaryCli({ LASKURI_IDENTIFIER_KEY: 'a'.repeat(64) })
  await cli.run(['report', 'months']) // makes the books
  const db = connect(cli.server, { as: 'runtime' })
  await openBooks(db)
  await addCustomer(db, { id: 'c1' })
  await db.close()
}, 120_000)
afterAll(() => cli.remove())

async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli.run(args)
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return stdout
}

test('a customer is opened, its resources allowed and its users named, and all of it shown with who did it', async () => {
  expect(await printed('access', 'show', 'c1')).toMatch(
    /was never opened\n\nNo rights: every resource is blocked.\n\nNobody acts for it.\n/,
  )
  expect(await printed('access', 'open', 'c1')).toMatch(/^c1: the API is open from 20/)
  expect(await printed('access', 'allow', 'c1', 'eScan.nv?a=b', 'accounting.nv')).toBe(
    'c1: escan.nv is allowed\nc1: accounting.nv is allowed\n',
  )
  expect(await printed('access', 'deny', 'c1', '--everything', '--integration', 'Basware')).toBe(
    'c1, Basware: every resource is blocked\n',
  )
  expect(await printed('access', 'user', 'c1', 'matti', '--role', 'administrator')).toBe(
    'matti acts for c1 as administrator\n',
  )
  const created = await cli.run(['identifier', 'create', 'matti'])
  expect(created).toMatchObject({ code: 0, stderr: expect.stringContaining('shown this once') })
  const [, identifier = '', key = ''] = /^(li_[0-9a-f]{20}) (lik_[\w-]{43})\n$/.exec(created.stdout) ?? []
  expect(await printed('identifier', 'list', 'matti')).toMatch(new RegExp(`${identifier} +20.* maija`))

  const shown = await printed('access', 'show', 'c1')
  for (const line of [
    /^c1: the API is open since 20/,
    /^general +escan.nv +allowed +20\S+ +maija$/,
    /^general +accounting.nv +allowed +20\S+ +maija$/,
    /^Basware +every resource +blocked +20\S+ +maija$/,
    /^matti +administrator +1 +20\S+ +maija$/,
  ])
    expect(shown.split('\n')).toContainEqual(expect.stringMatching(line))
  const json = await printed('access', 'show', 'c1', '--json')
  expect(JSON.parse(json)).toMatchObject({
    customer: 'c1',
    api: [{ closedAt: null }],
    rights: [
      { resource: 'escan.nv' },
      { resource: 'accounting.nv' },
      { integration: 'Basware', resource: null },
    ],
    users: [{ user: 'matti', role: 'administrator', recordedBy: 'maija' }],
    identifiers: [{ identifier, user: 'matti' }],
  })
  for (const text of [shown, json, await printed('identifier', 'list', 'matti', '--json')])
    expect(text).not.toContain(key)

  expect(await printed('access', 'user', 'c1', 'matti', '--role', 'none')).toBe(
    'matti acts for c1 no longer\n',
  )
  expect(await printed('access', 'close', 'c1')).toMatch(/^c1: the API is closed from 20/)
}, 120_000)

test('what is refused says what to do, and records nothing', async () => {
  const before = await printed('access', 'show', 'c1', '--json')
  const refusals = [
    [['access', 'allow', 'c1', 'accounting.nv'], 1, 'accounting.nv is allowed already'],
    [['access', 'allow', 'c1'], 2, 'name resources, or take --everything'],
    [['access', 'deny', 'c1', 'escan.nv', '--everything'], 2, 'name resources, or take --everything'],
    [['access', 'allow', 'c1', '?a=b'], 2, 'a resource has a name'],
    [['access', 'user', 'c1', 'matti', '--role', 'owner'], 2, 'Allowed: administrator, user, none.'],
    [['access', 'user', 'c1', 'matti', '--role', 'none'], 1, 'matti does not act for c1'],
    [['access', 'show', 'nobody'], 1, 'Unknown customer: nobody'],
    [['identifier', 'create', 'nobody'], 1, 'There is no user "nobody"'],
    [['identifier', 'list', 'nobody'], 1, 'There is no user "nobody"'],
  ] as const
  for (const [args, code, told] of refusals)
    expect([args, await cli.run(args)]).toMatchObject([args, { code, stderr: expect.stringContaining(told) }])
  expect(await printed('access', 'show', 'c1', '--json')).toBe(before)
}, 120_000)
