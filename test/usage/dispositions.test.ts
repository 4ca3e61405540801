import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks } from '../fixtures/books.ts'
import { recordAt } from './given-event.ts'

// c1 is open from 3 to 20 March and again from 25 March on; core is a package without the API; bare has no terms.
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  const opened = ['2026-03-03T09:00:00+02:00', '2026-03-20T09:00:00+02:00', '2026-03-25T09:00:00+02:00']
  await givenBooks(db.runtime, {
    from: '2026-03',
    customers: [
      { id: 'c1', changes: opened },
      { id: 'core', terms: { pricingModel: 'package', servicePackage: 'core' }, changes: [] },
      { id: 'bare', terms: null, changes: [] },
    ],
  })
})
afterAll(() => db.drop())

const inside = '2026-03-10T10:00:00+02:00'

test.each([
  ['a success while the API is open', { at: inside }, 'billable', 1],
  ['at the instant of the opening', { at: '2026-03-03T09:00:00+02:00' }, 'billable', 1],
  ['a microsecond before it', { at: '2026-03-03T08:59:59.999999+02:00' }, 'api-closed', null],
  ['at the instant of the closing', { at: '2026-03-20T09:00:00+02:00' }, 'api-closed', null],
  ['after the second opening', { at: '2026-03-26T09:00:00+02:00' }, 'billable', 3],
  ['a failed call', { at: inside, outcome: 'failed' }, 'failed', null],
  ['a failed call while closed', { at: '2026-03-22T09:00:00+02:00', outcome: 'failed' }, 'failed', null],
  ['another channel', { at: inside, channel: 'smart-excel' }, 'other-channel', null],
  [
    'a failed call of another channel',
    { at: inside, channel: 'smart-excel', outcome: 'failed' },
    'other-channel',
    null,
  ],
  ['a package without the API', { at: inside, customer: 'core' }, 'not-eligible', null],
  ['a failed call with such a package', { at: inside, customer: 'core', outcome: 'failed' }, 'failed', null],
  ['no terms', { at: inside, customer: 'bare' }, 'not-eligible', null],
])('%s: %j is %s', async (name, fields, disposition, openingNumber) => {
  const [answer] = await recordAt(db.runtime, '2026-03-31T10:00:00Z', [{ id: name, ...fields }])
  expect(answer).toMatchObject({ kind: 'recorded', disposition })
  const [stored] = await db.runtime.sql`
    select disposition, opening_number from events where event_id = ${name}`
  expect(stored).toEqual({ disposition, opening_number: openingNumber })
})

test('a disposition stands, whatever is recorded later', async () => {
  const sent = { id: 'stands', customer: 'bare', at: inside }
  const [first] = await recordAt(db.runtime, '2026-03-31T10:00:00Z', [sent])
  await db.runtime.sql`
    insert into service_terms (customer_id, from_month, posting_month, pricing_model, service_package, recorded_at, recorded_by)
    values ('bare', '2026-03-01', '2026-03-01', 'separate', 'basic', now(), 'test')`
  const [second] = await recordAt(db.runtime, '2026-03-31T11:00:00Z', [sent, { ...sent, id: 'later' }])
  expect(first).toMatchObject({ kind: 'recorded', disposition: 'not-eligible' })
  expect(second).toMatchObject({ kind: 'already-recorded', disposition: 'not-eligible' })
})
