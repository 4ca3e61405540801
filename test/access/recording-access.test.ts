import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadAccess } from '../../src/access/load-access.ts'
import { recordRightChanges } from '../../src/access/rights/record-right-changes.ts'
import { atomically } from '../../src/database/atomically.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, clerk, openBooks } from '../invoicing/books.ts'
import { changeRight, letAct, newIdentifier } from './access-books.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await openBooks(db.runtime)
  for (const id of ['c1', 'c2', 'c3']) await addCustomer(db.runtime, { id })
})
afterAll(() => db.drop())

const at = '2026-01-10T10:00:00+02:00'

test('every change says who made it and when, and stays', async () => {
  const change = { integration: null, resource: 'escan.nv', allowed: true }
  await atomically(db.runtime, (tx) => recordRightChanges(tx, 'c1', [change], clerk(at, 'asked by phone')))
  await changeRight(db.runtime, { customer: 'c1', resource: 'escan.nv', allowed: false }, at)
  await letAct(db.runtime, 'maija', 'c1', at, 'administrator')
  await letAct(db.runtime, 'maija', 'c1', at, null)
  const { identifier } = await newIdentifier(db.runtime, 'maija', at)
  const by = clerk(at)
  expect(await loadAccess(db.runtime, 'c1')).toEqual({
    openings: [],
    rights: [
      { changeNumber: 1, ...change, ...clerk(at, 'asked by phone') },
      { changeNumber: 2, ...change, allowed: false, ...by },
    ],
    users: [{ customer: 'c1', user: 'maija', role: null, ...by }],
    identifiers: [{ identifier, user: 'maija', ...by }],
  })
})

test('what changes nothing is refused, and of several changes none is recorded', async () => {
  const changes = ['escan.nv', 'customer.nv', 'escan.nv'].map((resource) => {
    return { integration: null, resource, allowed: true }
  })
  const recording = atomically(db.runtime, (tx) => recordRightChanges(tx, 'c2', changes, clerk(at)))
  await expect(recording).rejects.toMatchObject({
    code: 'right-unchanged',
    details: { resource: 'escan.nv' },
  })
  await letAct(db.runtime, 'maija', 'c2', at)
  await expect(letAct(db.runtime, 'maija', 'c2', at)).rejects.toMatchObject({ code: 'role-unchanged' })
  await expect(letAct(db.runtime, 'matti', 'c2', at, null)).rejects.toMatchObject({ code: 'role-unchanged' })
  const { rights, users } = await loadAccess(db.runtime, 'c2')
  expect(rights).toEqual([])
  expect(users).toMatchObject([{ user: 'maija', role: 'user' }])
})

test('rights and roles of nobody, and identifiers of nobody, are refused by name', async () => {
  await expect(changeRight(db.runtime, { customer: 'nobody', resource: null }, at)).rejects.toMatchObject({
    code: 'unknown-customer',
  })
  await expect(letAct(db.runtime, 'maija', 'nobody', at)).rejects.toMatchObject({ code: 'unknown-customer' })
  await expect(newIdentifier(db.runtime, 'nobody', at)).rejects.toMatchObject({ code: 'unknown-user' })
})

test('changes recorded at once follow each other, and none is lost', async () => {
  const resources = Array.from({ length: 12 }, (_, index) => `resource${index}.nv`)
  await Promise.all([
    ...resources.map((resource) => changeRight(db.runtime, { customer: 'c3', resource }, at)),
    ...resources.map((user) => letAct(db.runtime, user, 'c3', at)),
  ])
  const { rights, users } = await loadAccess(db.runtime, 'c3')
  expect(rights.map(({ changeNumber }) => changeNumber)).toEqual(resources.map((_, index) => index + 1))
  expect(rights.map(({ resource }) => String(resource)).toSorted()).toEqual(resources.toSorted())
  expect(users.map(({ user }) => user)).toEqual(resources.toSorted())
})
