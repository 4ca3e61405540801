import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import type { PriceList } from '../../rules/price-list.ts'
import { timedFacts, type TimedFact } from '../importing/timed-facts.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import { callsOfDay } from './calls-of-day.ts'
import { strays } from './cast/strays.ts'
import type { DemoCustomer } from './demo-customer.ts'
import { storyDays, type Day } from './helsinki-days.ts'
import { population, type DemoSize } from './population.ts'
import { samplePrices } from './sample-prices.ts'
import { retryShare } from './sendings.ts'
import { closings, storyEnd, storyStart } from './story-times.ts'

/** What `npm run demo` plays. */
export const demoSize: DemoSize = { customers: 2000, events: 500_000, seed: 20_260_101 }

export interface DemoStory {
  readonly prices: PriceList
  readonly customers: readonly DemoCustomer[]
  /** About how many events are sent, retries counted. */
  readonly eventsAbout: number
  /** Everything that happens, in the order of recording; events are made as they are asked for. */
  happenings(): Generator<Happening>
}

export type Happening =
  | { readonly kind: 'close'; readonly at: Instant; readonly month: BillingMonth }
  | { readonly kind: 'fact'; readonly at: Instant; readonly fact: TimedFact }
  | { readonly kind: 'event'; readonly at: Instant; readonly event: ReceivedEvent }

/** The demo's data: the same size and seed give the same story, on every machine. */
export function demoStory(size: DemoSize): DemoStory {
  const days = storyDays()
  const customers = population(size, days)
  return {
    prices: samplePrices(),
    customers,
    eventsAbout: Math.round(size.events * (1 + retryShare)),
    happenings: () => happeningsOf(customers, days, size.seed),
  }
}

function* happeningsOf(
  customers: readonly DemoCustomer[],
  days: readonly Day[],
  seed: number,
): Generator<Happening> {
  let waiting: readonly Happening[] = known(customers)
  for (const [index, day] of days.entries()) {
    const made = customers.flatMap((customer) => callsOfDay(customer, day, seed).map(eventHappening))
    const end = index === days.length - 1 ? storyEnd : day.end
    const isNow = ({ at }: Happening) => at < end
    yield* [...waiting.filter(isNow), ...made.filter(isNow)].toSorted(inOrder)
    waiting = [...waiting, ...made].filter((happening) => !isNow(happening))
  }
}

/** What is settled without drawing calls: closings, later facts, and the calls of the stories. */
function known(customers: readonly DemoCustomer[]): readonly Happening[] {
  const events = customers.flatMap((customer) => customer.events)
  return [
    ...closings.map(({ month, at }) => ({ kind: 'close', at, month }) as const),
    ...customers.flatMap(({ object }) =>
      timedFacts(object)
        .filter(({ at }) => at >= storyStart)
        .map((fact) => ({ kind: 'fact', at: fact.at, fact }) as const),
    ),
    ...[...events, ...strays(customers[0]?.object.customer.customer ?? '')].map(eventHappening),
  ]
}

function eventHappening(event: ReceivedEvent): Happening {
  return { kind: 'event', at: event.receivedAt, event }
}

const orderAtOneInstant = { close: 0, fact: 1, event: 2 }

function inOrder(one: Happening, other: Happening): number {
  return one.at - other.at || orderAtOneInstant[one.kind] - orderAtOneInstant[other.kind]
}
