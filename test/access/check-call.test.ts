import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCall, type CheckedCall } from '../../src/access/check-call.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { atomically } from '../../src/database/atomically.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, clerk, openBooks } from '../invoicing/books.ts'
import { instant } from '../rules/examples.ts'
import { changeRight, letAct, newIdentifier } from './access-books.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await openBooks(db.runtime)
  await addCustomer(db.runtime, { id: 'c1' })
  await addCustomer(db.runtime, { id: 'c2', api: ['2026-01-03T09:00:00+02:00'] })
})
afterAll(() => db.drop())

const at = '2026-01-10T10:00:00+02:00'
const call = { customer: 'c1', resource: 'Escan.nv?a=b', integration: 'Basware' }

async function decision(asked: CheckedCall, when = at): Promise<unknown> {
  return checkCall(db.runtime, asked, instant(when))
}

async function open(customer: string, isOpen: boolean, when: string): Promise<void> {
  const change = { customer, at: instant(when), open: isOpen }
  await atomically(db.runtime, (tx) => recordAccessChanges(tx, [change], clerk(when)))
}

test('a call is let through once everything is recorded, and stops when any of it ends', async () => {
  const asked = { ...call, identifier: 'li_unknown' }
  expect(await decision(asked)).toMatchObject({ kind: 'api-closed' })
  await open('c1', true, '2026-01-03T09:00:00+02:00')
  expect(await decision(asked)).toMatchObject({ kind: 'resource-blocked', by: 'general' })
  await changeRight(db.runtime, { customer: 'c1', resource: 'escan.nv' }, at)
  expect(await decision(asked)).toMatchObject({ kind: 'unknown-identifier' })

  await letAct(db.runtime, 'maija', 'c2', at)
  const { identifier } = await newIdentifier(db.runtime, 'maija', at)
  expect(await decision({ ...call, identifier })).toMatchObject({ kind: 'user-does-not-act', user: 'maija' })
  await letAct(db.runtime, 'maija', 'c1', at)
  expect(await decision({ ...call, identifier })).toEqual({ kind: 'allowed' })
  const another = await newIdentifier(db.runtime, 'maija', at)
  expect(await decision({ ...call, identifier: another.identifier })).toEqual({ kind: 'allowed' })
  expect(await decision({ ...call, resource: 'accounting.nv', identifier })).toMatchObject({
    kind: 'resource-blocked',
  })

  await changeRight(
    db.runtime,
    { customer: 'c1', resource: null, allowed: false, integration: 'Basware' },
    at,
  )
  expect(await decision({ ...call, identifier })).toMatchObject({
    kind: 'resource-blocked',
    by: 'integration',
  })
  expect(await decision({ ...call, integration: 'Procountor', identifier })).toEqual({ kind: 'allowed' })
  expect(await decision({ ...call, integration: null, identifier })).toEqual({ kind: 'allowed' })

  const later = '2026-01-11T10:00:00+02:00'
  await open('c1', false, later)
  expect(await decision({ ...call, integration: null, identifier }, later)).toMatchObject({
    kind: 'api-closed',
  })
})

test('identifiers stop for the customer that their user no longer acts for, for that one alone', async () => {
  for (const customer of ['d1', 'd2']) {
    await addCustomer(db.runtime, { id: customer, api: ['2026-01-03T09:00:00+02:00'] })
    await changeRight(db.runtime, { customer, resource: null }, at)
    await letAct(db.runtime, 'liisa', customer, at)
  }
  const { identifier } = await newIdentifier(db.runtime, 'liisa', at)
  await letAct(db.runtime, 'liisa', 'd1', at, null)
  expect(await decision({ ...call, customer: 'd1', identifier })).toMatchObject({ kind: 'user-does-not-act' })
  expect(await decision({ ...call, customer: 'd2', identifier })).toEqual({ kind: 'allowed' })
  await letAct(db.runtime, 'liisa', 'd1', at, 'administrator')
  expect(await decision({ ...call, customer: 'd1', identifier })).toEqual({ kind: 'allowed' })
})

test('the terms of the month of the call decide first; nobody is told about a customer that is none', async () => {
  await addCustomer(db.runtime, { id: 'b1', terms: { pricingModel: 'package', servicePackage: 'basic' } })
  await addCustomer(db.runtime, { id: 'n1', from: '2026-02' })
  const asked = { ...call, identifier: 'li_unknown' }
  expect(await decision({ ...asked, customer: 'b1' })).toMatchObject({ kind: 'package-lacks-api' })
  expect(await decision({ ...asked, customer: 'n1' })).toMatchObject({ kind: 'no-terms' })
  expect(await decision({ ...asked, customer: 'n1' }, '2026-02-01T00:00:00+02:00')).toMatchObject({
    kind: 'api-closed',
  })
  await expect(decision({ ...asked, customer: 'nobody' })).rejects.toMatchObject({ code: 'unknown-customer' })
})
