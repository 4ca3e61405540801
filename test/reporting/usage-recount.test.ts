import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, outcomes } from '../../rules/disposition.ts'
import { cohortsReport } from '../../src/reporting/cohorts-report.ts'
import { distributionReport } from '../../src/reporting/distribution-report.ts'
import { usageDimensions, usageIntervals, type UsageQuestion } from '../../src/reporting/usage-question.ts'
import { usageReport } from '../../src/reporting/usage-report.ts'
import type { UsageRow } from '../../src/reporting/usage-row.ts'
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { atomically } from '../../src/database/atomically.ts'
import { chooseEvents } from '../../src/usage/choose-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, openBooks, type TestEvent } from '../invoicing/books.ts'

const customers = ['c1', 'c2', 'c3']
/** Around both changes of the clock, at the ends of days and months, and in the hour that comes twice. */
const times = [
  '2026-03-28T23:59:59.999999+02:00',
  '2026-03-29T02:30:00+02:00',
  '2026-03-29T04:00:00+03:00',
  '2026-03-31T23:30:00+03:00',
  '2026-04-01T00:00:00+03:00',
  '2026-10-25T03:30:00+03:00',
  '2026-10-25T03:30:00+02:00',
  '2026-10-26T00:00:00+02:00',
]

const givenEvents = fc.sample(
  fc.record({
    customer: fc.constantFrom(...customers),
    at: fc.constantFrom(...times),
    quantity: fc.integer({ min: 1, max: 9 }),
    outcome: fc.constantFrom(...outcomes),
    channel: fc.constantFrom(...channels),
    resource: fc.constantFrom('escan.nv', 'accounting.nv', 'customerlist.nv'),
    source: fc.constantFrom('default', 'g'),
    identifier: fc.option(fc.constantFrom('i1', 'i2')),
  }),
  { numRuns: 150, seed: 2026 },
)

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  for (const id of customers) await addCustomer(db, { id, api: ['2026-03-01T00:00:00+02:00'] })
  const events = givenEvents.map((event, index): TestEvent => ({ id: `e${index}`, ...event }))
  await call(db, ...events.slice(0, 100))
  await rollUpUsage(db)
  await call(db, ...events.slice(100)) // a tail that is in no aggregate
  for (const index of [3, 50, 120]) await takeBack(index)
})
afterAll(() => database.drop())

async function takeBack(index: number): Promise<void> {
  const customer = givenEvents[index]?.customer ?? ''
  await atomically(database.runtime, async (tx) => {
    const events = await chooseEvents(tx, customer, [{ id: `e${index}` }])
    await retractEvents(tx, events, 'a test call', clerk('2026-10-27T08:00:00+02:00'))
  })
}

/** What is left of the raw events, with its calendar in Helsinki as JavaScript knows it. */
function standing() {
  return givenEvents.filter((_event, index) => ![3, 50, 120].includes(index))
}

const calendar = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Helsinki',
  dateStyle: 'short',
  timeStyle: 'medium',
})

function periodOf(at: string, interval: UsageQuestion['interval']): string {
  const [day = '', time = ''] = calendar.format(new Date(at)).split(' ')
  if (interval === 'month') return day.slice(0, 7)
  if (interval === 'day') return day
  const offset = new Date(`${day}T${time}Z`).getTime() - Math.floor(new Date(at).getTime() / 1000) * 1000
  return `${day}T${time.slice(0, 2)}:00:00+0${offset / 3_600_000}:00`
}

const bounds: readonly UsageQuestion['from'][] = [
  billingMonth('2026-03'),
  '2026-03-29',
  billingMonth('2026-04'),
  '2026-10-25',
  billingMonth('2026-10'),
]
/** So that most questions still have an answer. */
function seldom<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
}

const arbitraryQuestion = fc
  .record(
    {
      interval: fc.constantFrom(...usageIntervals),
      groupBy: fc.uniqueArray(fc.constantFrom(...usageDimensions.filter((each) => each !== 'disposition'))),
      bound: fc.uniqueArray(fc.constantFrom(...bounds), { minLength: 1, maxLength: 2 }),
      top: fc.integer({ min: 1, max: 3 }),
      customers: seldom(fc.uniqueArray(fc.constantFrom(...customers), { minLength: 1 })),
      outcome: seldom(fc.constantFrom(...outcomes)),
      channel: seldom(fc.constantFrom(...channels)),
      source: seldom(fc.constant('g')),
      identifier: seldom(fc.constant('i1')),
      resource: seldom(fc.constant('eSCAN.nv?x')),
    },
    { requiredKeys: ['interval', 'groupBy', 'bound'] },
  )
  .map(({ bound, ...rest }) => {
    const [from = billingMonth('2026-03'), to = from] = bound.toSorted()
    return { ...rest, from, to }
  })

type Key = Readonly<Record<string, unknown>>

/** The naive recount: every event looked at, groups added up by their text. */
function recounted(question: UsageQuestion): readonly string[] {
  const asked = standing().filter((event) => isAskedFor(event, question))
  const totals = new Map<string, number>()
  for (const event of asked) {
    const group = groupOf(event, question)
    totals.set(group, (totals.get(group) ?? 0) + 1)
  }
  const rows = Map.groupBy(asked, (event) =>
    JSON.stringify([periodOf(event.at, question.interval), groupOf(event, question)]),
  )
  return [...rows].map(([key, events]) => lineOf(key, events)).toSorted()
}

function lineOf(key: string, events: readonly { readonly quantity: number }[]): string {
  return `${key} ${events.length} ${events.reduce((sum, { quantity }) => sum + quantity, 0)}`
}

function groupOf(event: Key, { groupBy }: UsageQuestion): string {
  return JSON.stringify(usageDimensions.filter((each) => groupBy.includes(each)).map((each) => event[each]))
}

function isAskedFor(event: (typeof givenEvents)[number], question: UsageQuestion): boolean {
  const day = periodOf(event.at, 'day')
  const { from, to } = question
  return (
    day.slice(0, from.length) >= from &&
    day.slice(0, to.length) <= to &&
    (question.customers ?? customers).includes(event.customer) &&
    (question.resource === undefined || event.resource === 'escan.nv') &&
    (['outcome', 'channel', 'source', 'identifier'] as const).every(
      (field) => question[field] === undefined || question[field] === event[field],
    )
  )
}

function told(rows: readonly UsageRow[], question: UsageQuestion): readonly string[] {
  return rows
    .filter(({ events }) => events > 0)
    .map((row) => {
      const key = JSON.stringify([row.period, groupOf({ ...row }, question)])
      return `${key} ${row.events} ${row.quantity.toFixed()}`
    })
    .toSorted()
}

test('whatever is asked, usage equals a naive recount of the events that were not taken back', async () => {
  let rowsSeen = 0
  await fc.assert(
    fc.asyncProperty(arbitraryQuestion, async ({ top: _top, ...question }) => {
      const rows = await usageReport(database.runtime, question)
      rowsSeen += rows.length
      expect(told(rows, question)).toEqual(recounted(question))
    }),
    { numRuns: 150 },
  )
  expect(rowsSeen).toBeGreaterThan(300)
})

test('the top groups are those with the most events, and the rest adds up to what is not named', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestion, async ({ top = 2, ...question }) => {
      const all = await usageReport(database.runtime, question)
      const rows = await usageReport(database.runtime, { ...question, top })
      const named = rows.filter(({ other, events }) => other === false && events > 0)
      const totals = Map.groupBy(all, (row) => groupOf({ ...row }, question))
      const eventsOf = (group: string) =>
        (totals.get(group) ?? []).reduce((sum, { events }) => sum + events, 0)
      const groups = new Set(named.map((row) => groupOf({ ...row }, question)))
      expect(groups.size).toBe(Math.min(top, totals.size))
      const least = Math.min(...[...groups].map(eventsOf))
      for (const group of totals.keys())
        if (!groups.has(group)) expect(eventsOf(group)).toBeLessThanOrEqual(least)
      const kept = new Set(told(named, question))
      expect([...kept].every((line) => told(all, question).includes(line))).toBe(true)
      expect(sumsByPeriod(rows)).toEqual(sumsByPeriod(all))
    }),
    { numRuns: 60 },
  )
})

/** `period events quantity`, whatever the rows are split by. */
function sumsByPeriod(rows: readonly UsageRow[]): readonly string[] {
  return [...Map.groupBy(rows, ({ period }) => period)]
    .map(([period, own]) => {
      const quantity = own.reduce((sum, row) => sum.plus(row.quantity), decimal(0))
      return { period, events: own.reduce((sum, { events }) => sum + events, 0), quantity }
    })
    .filter(({ events }) => events > 0)
    .map(({ period, events, quantity }) => `${period} ${events} ${quantity.toFixed()}`)
    .toSorted()
}

test.each([
  ['2026-03-28', 24],
  ['2026-03-29', 23],
  ['2026-10-25', 25],
] as const)(
  '%s has %i hours, an hour that comes twice two rows, one that is left out none',
  async (day, count) => {
    const rows = await usageReport(database.runtime, { from: day, to: day, interval: 'hour', groupBy: [] })
    expect(rows.map(({ period }) => period)).toEqual(hoursOf(day))
    expect(rows.length).toBe(count)
  },
)

/** Every hour of a day, found by asking the calendar about every hour around it. */
function hoursOf(day: string): readonly string[] {
  const around = Array.from({ length: 60 }, (_, hour) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 12) * 3_600_000).toISOString(),
  )
  return around.map((at) => periodOf(at, 'hour')).filter((hour) => hour.startsWith(day))
}

test('a series without groups, and the top ones with the rest, have every period, zero where nothing is left', async () => {
  const march = { from: billingMonth('2026-03'), to: billingMonth('2026-04') }
  for (const top of [undefined, 1]) {
    const groupBy = top === undefined ? [] : (['customer'] as const)
    const rows = await usageReport(database.runtime, { ...march, interval: 'day', groupBy, top })
    const series = Map.groupBy(rows, ({ customer, other }) => `${customer} ${other}`)
    expect(series.size).toBe(top === undefined ? 1 : 2)
    for (const days of series.values())
      expect(days.map(({ period }) => period)).toEqual(
        Array.from({ length: 61 }, (_, index) =>
          new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10),
        ),
      )
    expect(rows.filter(({ events, quantity }) => events === 0 && quantity.isZero()).length).toBeGreaterThan(
      50,
    )
  }
  const unused = { from: billingMonth('2027-01'), to: billingMonth('2027-03'), interval: 'month' } as const
  expect((await usageReport(database.runtime, { ...unused, groupBy: [] })).length).toBe(3)
  expect(await usageReport(database.runtime, { ...unused, groupBy: ['customer'] })).toEqual([])
})

test('a series of more rows than a report may have is refused before it is made', async () => {
  const ages = { from: billingMonth('1990-01'), to: billingMonth('2026-12'), interval: 'hour' } as const
  await expect(usageReport(database.runtime, { ...ages, groupBy: [] })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/more than 100000 rows/),
  })
})

const all = { from: billingMonth('2026-01'), to: billingMonth('2026-12') }

test('percentiles are of real customers, and equal a recount', async () => {
  const { usage } = await distributionReport(database.runtime, all)
  const byCustomer = Map.groupBy(standing(), ({ customer }) => customer)
  const events = [...byCustomer.values()].map(({ length }) => length).toSorted((one, other) => one - other)
  expect(usage.customers).toBe(3)
  expect([usage.events.p50, usage.events.p90, usage.events.p99, usage.events.max].map(Number)).toEqual([
    events[1],
    events[2],
    events[2],
    events[2],
  ])
})

test('a cohort is who called billably first in its month, and each month says who of them did', async () => {
  const billable = standing().filter(({ channel, outcome }) => channel === 'web-service' && outcome === 'ok')
  const firsts = new Map(
    customers.map((customer) => [
      customer,
      billable
        .filter((event) => event.customer === customer)
        .map(({ at }) => periodOf(at, 'month'))
        .toSorted()[0],
    ]),
  )
  const rows = await cohortsReport(database.runtime)
  for (const { cohort, customers: size, month, active, events, quantity } of rows) {
    const members = customers.filter((customer) => firsts.get(customer) === cohort)
    const made = billable.filter(
      (each) => members.includes(each.customer) && periodOf(each.at, 'month') === month,
    )
    expect([size, active, events, Number(quantity)]).toEqual([
      members.length,
      new Set(made.map(({ customer }) => customer)).size,
      made.length,
      made.reduce((sum, each) => sum + each.quantity, 0),
    ])
  }
  expect(rows.reduce((sum, { events }) => sum + events, 0)).toBe(billable.length)
})
