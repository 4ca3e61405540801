import { expect, test } from 'vitest'
import { checkBusinessId } from '../../rules/business-id.ts'
import { monthOf, startOfMonth } from '../../rules/billing-month.ts'
import { billingMonth } from '../../rules/billing-month.ts'
import { msOfInstant, type Instant } from '../../rules/instant.ts'
import { demoStory, type DemoStory, type Happening } from '../../src/demo/demo-story.ts'
import { revenueOf } from '../../src/demo/revenue.ts'
import { randomOf } from '../../src/demo/random.ts'

const size = { customers: 300, events: 20_000, seed: 7 }
const story = demoStory(size)
const happenings = [...story.happenings()]
const events = happenings.flatMap((happening) => (happening.kind === 'event' ? [happening.event] : []))

test('the same seed gives the same data; another seed gives other data', () => {
  expect(textOf(demoStory(size))).toBe(textOf(story))
  expect(textOf(demoStory({ ...size, seed: 8 }))).not.toBe(textOf(story))
})

test('the story is told in the order of recording, and nothing is known before it happens but clocks that are wrong', () => {
  const instants = happenings.map(({ at }) => at)
  expect(instants).toEqual(instants.toSorted((one, other) => one - other))
  expect(
    events
      .filter(({ event, receivedAt }) => (event.at ?? receivedAt) > receivedAt)
      .map(({ event }) => event.id),
  ).toEqual(['ahead-1'])
})

test('it is about as large as asked for', () => {
  expect(story.customers).toHaveLength(size.customers)
  expect(events.length).toBeGreaterThan(size.events * 0.9)
  expect(events.length).toBeLessThan(size.events * 1.1)
})

test('customers are of all kinds: pricing models, packages, VAT treatments, revenue classes, prices', () => {
  const objects = story.customers.map(({ object }) => object)
  const terms = objects.flatMap((object) => object.terms.map(({ value }) => value))
  expect(new Set(terms.map(({ pricingModel }) => pricingModel))).toEqual(new Set(['separate', 'package']))
  expect(new Set(terms.map(({ servicePackage }) => servicePackage))).toEqual(
    new Set(['professional', 'premium', 'basic', 'core', 'starter', 'payroll']),
  )
  expect(new Set(objects.flatMap((object) => object.vat.map(({ value }) => value)))).toEqual(
    new Set(['domestic', 'reverse-charge', 'outside-eu']),
  )
  const kinds = objects.flatMap((object) => object.transactionPrices.map(({ price }) => price?.kind))
  expect(new Set(kinds)).toEqual(new Set(['per-unit', 'package', 'graduated', 'volume']))
  const bounds = [
    ...story.prices.revenueClasses.map(({ bound }) => bound.toNumber()),
    Number.POSITIVE_INFINITY,
  ]
  const revenues = objects.flatMap((object) => object.revenue.map(({ value }) => value.toNumber()))
  for (const [index, bound] of bounds.entries())
    expect(revenues.some((eur) => eur <= bound && eur > (bounds[index - 1] ?? 0))).toBe(true)
  const drawn = Array.from({ length: 2000 }, (_, index) => revenueOf(randomOf(1, index)))
  expect(drawn).toContain('unknown')
})

test('business ids are valid, and ids, names and business ids are each given once', () => {
  const customers = story.customers.map(({ object }) => object.customer)
  const businessIds = customers.flatMap(({ businessId }) => businessId ?? [])
  for (const businessId of businessIds) expect(checkBusinessId(businessId)).toEqual({ kind: 'valid' })
  expect(new Set(businessIds).size).toBe(businessIds.length)
  expect(new Set(customers.map(({ customer }) => customer)).size).toBe(customers.length)
})

test('calls follow the day and the week in Helsinki: office hours, jobs at night, quiet weekends', () => {
  const calls = events.map(({ event, receivedAt }) => helsinki(event.at ?? receivedAt))
  const office = calls.filter(({ hour }) => hour >= 8 && hour < 16).length
  const night = calls.filter(({ hour }) => hour >= 1 && hour < 6).length
  const evening = calls.filter(({ hour }) => hour >= 18).length
  expect(office).toBeGreaterThan(night)
  expect(night).toBeGreaterThan(evening * 3)
  const sundays = calls.filter(({ weekday }) => weekday === 'Sun').length
  const mondays = calls.filter(({ weekday }) => weekday === 'Mon').length
  expect(sundays).toBeLessThan(mondays / 2)
})

test('no call is made in the hour that summer time skips, and the night of the change has its jobs', () => {
  const night = events.flatMap(({ event }) =>
    event.at !== null && new Date(msOfInstant(event.at)).toISOString().startsWith('2026-03-29T0')
      ? [event.at]
      : [],
  )
  expect(night.length).toBeGreaterThan(0)
  expect(night.map((at) => helsinki(at).hour)).not.toContain(3)
})

test('every month has its calls, and some become known after it has closed', () => {
  const months = events.map(({ event, receivedAt }) => monthOf(event.at ?? receivedAt))
  for (const month of ['2026-01', '2026-02', '2026-03']) expect(months).toContain(month)
  const closing = happenings.find(({ kind }) => kind === 'close')
  const late = events.filter(
    ({ event, receivedAt }) =>
      (event.at ?? receivedAt) < startOfMonth(billingMonth('2026-02')) && receivedAt > (closing?.at ?? 0),
  )
  expect(late.length).toBeGreaterThan(0)
})

function textOf(told: DemoStory): string {
  return JSON.stringify([
    told.customers.map(({ object }) => object),
    [...told.happenings()].map((happening: Happening) => happening),
  ])
}

const clock = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Helsinki',
  hour: 'numeric',
  hourCycle: 'h23',
  weekday: 'short',
})

function helsinki(at: Instant): { readonly hour: number; readonly weekday: string } {
  const parts = new Map(clock.formatToParts(msOfInstant(at)).map(({ type, value }) => [type, value]))
  return { hour: Number(parts.get('hour')), weekday: parts.get('weekday') ?? '' }
}
