import type { ApiCallEvent } from '../usage/api-call-event.ts'
import { secondsAfter, type Instant } from '../../rules/instant.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import type { DemoCustomer, UsageProfile } from './demo-customer.ts'
import type { Day } from './helsinki-days.ts'
import type { Call } from './integrations.ts'
import { randomOf, type Random, type WeightedChoices } from './random.ts'
import { sendings } from './sendings.ts'

/** A customer's calls of a day, as they are sent: in the order of the calls, with retries and late arrivals. */
export function callsOfDay(
  { number, object, usage }: DemoCustomer,
  day: Day,
  seed: number,
): readonly ReceivedEvent[] {
  if (usage === undefined) return []
  const random = randomOf(seed, number, day.index)
  const times = Array.from({ length: random.count(usage.callsPerDay * dayShare(usage, day)) }, () =>
    timeOf(random, usage, day),
  )
  return times
    .toSorted((one, other) => one - other)
    .filter((at) => usage.windows.some(({ from, to }) => from <= at && at < to))
    .flatMap((at, index) => {
      const id = `${day.name}-${String(index + 1).padStart(4, '0')}`
      return sendings({ ...call(random, usage), id, customer: object.customer.customer, at }, random)
    })
}

/** How much of an ordinary working day's calls the day has: jobs run at weekends too. */
export function dayShare({ rhythm }: UsageProfile, { officeShare }: Day): number {
  if (rhythm === 'office') return officeShare
  return rhythm === 'nightly' ? 0.8 : (officeShare + 0.8) / 2
}

function call(random: Random, usage: UsageProfile): Omit<ApiCallEvent, 'id' | 'customer' | 'at'> {
  const made = random.weighted(usage.integration.calls)
  return {
    ...made,
    source: usage.source,
    outcome: random.chance(failingShare) ? 'failed' : 'ok',
    quantity: quantityOf(random, made),
    channel: random.weighted(usage.channels),
    identifier: usage.identifier,
    durationMs: 30 + Math.floor(40 * Math.exp(0.8 * random.normal())),
  }
}

const failingShare = 0.03

/** Some programs import several documents with one request. */
function quantityOf(random: Random, { method, resource }: Call): number {
  const imports = method === 'POST' && /^(purchaseinvoice|escan)\.nv$/.test(resource)
  return imports && random.chance(0.12) ? 2 + random.below(12) : 1
}

function timeOf(random: Random, { rhythm, nightHour }: UsageProfile, day: Day): Instant {
  const isJob = rhythm === 'nightly' || (rhythm === 'mixed' && random.chance(0.5))
  const hour = isJob ? nightHour : random.weighted(officeHours)
  // A job is done in twenty minutes.
  const seconds = random.between(0, isJob ? 1200 : 3600)
  return secondsAfter(day.hours[hour] ?? day.start, Math.floor(seconds * 1000) / 1000)
}

/** Calls by the hour of the clock in Helsinki: mornings, a dip at lunch, a few in the evening. */
const officeHours: WeightedChoices<number> = [
  [9, 14],
  [10, 14],
  [8, 10],
  [13, 13],
  [14, 13],
  [15, 10],
  [12, 8],
  [11, 8],
  [16, 5],
  [7, 3],
  [17, 2],
  [20, 1],
  [22, 0.5],
]
