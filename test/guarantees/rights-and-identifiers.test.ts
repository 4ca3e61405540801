import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, openBooks } from '../invoicing/books.ts'
import { expectRefused, expectTaken, refusalOf, type Forbidden } from './refusal.ts'
import { attribution } from './statements.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await openBooks(db.runtime)
  await addCustomer(db.runtime, { id: 'c1' })
  const known = [user('maija'), role(1), right(1), identifier('li_1'), key('li_1')].join(' ')
  expect(await refusalOf(db.runtime, known)).toBe('done')
})
afterAll(() => db.drop())

function user(id: string): string {
  return `insert into users (user_id, recorded_at, recorded_by) values ('${id}', ${attribution});`
}

function role(number: number, { of = 'maija', as = "'user'", customer = 'c1' } = {}): string {
  return `insert into user_roles (customer_id, user_id, change_number, role, recorded_at, recorded_by)
    values ('${customer}', '${of}', ${number}, ${as}, ${attribution});`
}

function right(
  number: number,
  { customer = 'c1', resource = "'escan.nv'", integration = 'null' } = {},
): string {
  return `insert into resource_rights (customer_id, change_number, integration, resource, allowed, recorded_at, recorded_by)
    values ('${customer}', ${number}, ${integration}, ${resource}, true, ${attribution});`
}

function identifier(id: string, of = 'maija'): string {
  return `insert into api_identifiers (identifier_id, user_id, key_hash, recorded_at, recorded_by)
    values ('${id}', '${of}', 'hash', ${attribution});`
}

function key(id: string, sealing = 1): string {
  return `insert into identifier_keys (identifier_id, sealed, sealed_under, sealing, recorded_at, recorded_by)
    values ('${id}', 'sealed', 'first', ${sealing}, ${attribution});`
}

const inOrder: readonly Forbidden[] = [
  ['a right with the number of another', right(1), 'rights-in-order'],
  ['a right that leaves a number out', right(3), 'rights-in-order'],
  ['a right of nobody', right(1, { customer: 'nobody' }), 'resource_rights_customer'],
  ['a right about a resource in capitals', right(2, { resource: "'Escan.nv'" }), 'resource_rights_normal'],
  ['a right about a query', right(2, { resource: "'escan.nv?a=b'" }), 'resource_rights_normal'],
  ['a right of an integration without a name', right(2, { integration: "''" }), 'resource_rights_normal'],
  ['a role with the number of another', role(1, { as: "'administrator'" }), 'roles-in-order'],
  ['a role that leaves a number out', role(3, { as: "'administrator'" }), 'roles-in-order'],
  ['the role that the user has', role(2), 'roles-in-order'],
  ['no role for who never had one', user('matti') + role(1, { of: 'matti', as: 'null' }), 'roles-in-order'],
  ['a role that is none', role(2, { as: "'owner'" }), 'user_roles_known'],
  ['a role for a customer that is none', role(1, { customer: 'nobody' }), 'user_roles_customer'],
  ['a role of somebody unknown', role(1, { of: 'matti' }), 'users-are-registered'],
]

describe('rights and roles follow each other, one by one', () => {
  test.each(inOrder)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('the next right and the next role are taken', async () => {
    await expectTaken(db.runtime, right(2, { resource: 'null', integration: "'Basware'" }) + right(3))
    await expectTaken(db.runtime, role(2, { as: 'null' }) + role(3))
  })
})

const forGood: readonly Forbidden[] = [
  ['an identifier without a key', identifier('li_2'), 'identifiers-have-keys'],
  ['an identifier of somebody unknown', identifier('li_2', 'matti') + key('li_2'), 'users-are-registered'],
  ['a key without an identifier', key('li_2'), 'keys-are-only-resealed'],
  [
    'a key that was sealed before it was there',
    identifier('li_2') + key('li_2', 2),
    'keys-are-only-resealed',
  ],
  ['a second key', key('li_1'), 'identifier_keys_pkey'],
  ['another key', `update identifier_keys set sealed = 'other'`, 'keys-are-only-resealed'],
  [
    'another key under the same sealing key',
    `update identifier_keys set sealed = 'other', sealing = 2`,
    'keys-are-only-resealed',
  ],
  [
    'the same text under another',
    `update identifier_keys set sealed_under = 'second', sealing = 2`,
    'keys-are-only-resealed',
  ],
  [
    'a sealing that goes back',
    `update identifier_keys set sealed = 'other', sealed_under = 'second', sealing = 0`,
    'keys-are-only-resealed',
  ],
  [
    "another identifier's key",
    `update identifier_keys set identifier_id = 'li_9', sealed = 'other', sealed_under = 'second', sealing = 2`,
    'keys-are-only-resealed',
  ],
  ['no key any more', `delete from identifier_keys`, 'keys-are-only-resealed'],
  ['no keys at all', `truncate identifier_keys`, 'keys-are-only-resealed'],
  [
    'another key on the way in',
    `insert into identifier_keys select * from identifier_keys on conflict (identifier_id) do update set sealed = 'other'`,
    'keys-are-only-resealed',
  ],
]

describe('an identifier has one key for good, which is only sealed again', () => {
  test.each(forGood)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('a new identifier with its key is taken, and so is a sealing under another sealing key', async () => {
    await expectTaken(db.runtime, identifier('li_2') + key('li_2'))
    await expectTaken(
      db.runtime,
      `update identifier_keys set sealed = 'other', sealed_under = 'second', sealing = 2 where identifier_id = 'li_1'`,
    )
  })
})
