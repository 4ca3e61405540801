import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { checkCall } from '../../src/access/check-call.ts'
import { userRoles } from '../../src/access/users/user-role.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { BillingError } from '../../src/errors/billing-error.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, clerk, openBooks } from '../invoicing/books.ts'
import { instant } from '../rules/examples.ts'
import { changeRight, letAct, newIdentifier } from './access-books.ts'

let db: TestDatabase
const customers = ['separate', 'premium', 'basic', 'nothing']
beforeAll(async () => {
  db = await testDatabase()
  await openBooks(db.runtime)
  await addCustomer(db.runtime, { id: 'separate' })
  for (const servicePackage of ['premium', 'basic'])
    await addCustomer(db.runtime, { id: servicePackage, terms: { pricingModel: 'package', servicePackage } })
  await addCustomer(db.runtime, { id: 'nothing', from: '2026-12' })
})
afterAll(() => db.drop())

const customer = fc.constantFrom(...customers)
const user = fc.constantFrom('maija', 'matti')
const resource = fc.constantFrom('escan.nv', 'accounting.nv', null)
const integration = fc.constantFrom('Basware', null)

type Deed = (tx: Database, at: Instant) => Promise<unknown>

/** Everything that is recorded about access, and the question that it answers. */
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ customer, open: fc.boolean() }).map(
    (change): Deed =>
      (tx, at) =>
        recordAccessChanges(tx, [{ ...change, at }], clerk(formatInstant(at))),
  ),
  fc.record({ customer, resource, integration, allowed: fc.boolean() }).map(
    ({ integration: named, ...right }): Deed =>
      (tx, at) =>
        changeRight(tx, { ...right, ...(named === null ? {} : { integration: named }) }, formatInstant(at)),
  ),
  fc.tuple(user, customer, fc.constantFrom(...userRoles, null)).map(
    ([who, whom, role]): Deed =>
      (tx, at) =>
        letAct(tx, who, whom, formatInstant(at), role),
  ),
  user.map(
    (who): Deed =>
      (tx, at) =>
        newIdentifier(tx, who, formatInstant(at)),
  ),
  customer.map(
    (whom): Deed =>
      (tx, at) =>
        checkCall(tx, { customer: whom, identifier: 'x', resource: 'escan.nv', integration: null }, at),
  ),
)

/** All that decides a price, with the rows' own numbers: a change, even one that changes nothing, would show. */
async function whatDecidesPrices({ sql }: Database): Promise<unknown> {
  return sql`
    select (select json_agg(t order by fact_id) from service_terms t) as terms,
      (select json_agg(t order by fact_id) from revenue_reports t) as revenue,
      (select json_agg(t order by fact_id) from agreed_monthly_fees t) as fees,
      (select json_agg(t order by fact_id) from customer_prices t) as prices`
}

/** What is refused records nothing. */
async function tried(deedOf: Deed, at: Instant): Promise<'done' | 'refused'> {
  try {
    await atomically(db.runtime, (tx) => deedOf(tx, at))
    return 'done'
  } catch (error) {
    if (error instanceof BillingError && error.code !== 'guarantee-violated') return 'refused'
    throw error
  }
}

test('whatever is opened, closed, allowed, denied and created, no package and no pricing model changes', async () => {
  const before = await whatDecidesPrices(db.runtime)
  const told = { done: 0, refused: 0 }
  const now = instant('2026-01-10T10:00:00+02:00')
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
      for (const each of deeds) told[await tried(each, now)] += 1
      expect(await whatDecidesPrices(db.runtime)).toEqual(before)
    }),
    { numRuns: 40 },
  )
  expect(told.done).toBeGreaterThan(20)
  expect(told.refused).toBeGreaterThan(0)
}, 60_000)
