import { businessIds } from './business-ids.ts'
import { castCustomer } from './cast/cast-customer.ts'
import { cast } from './cast/cast.ts'
import { companyNames } from './company-names.ts'
import type { DemoCustomer } from './demo-customer.ts'
import type { Day } from './helsinki-days.ts'
import { ordinaryCustomer } from './ordinary-customer.ts'
import { randomOf } from './random.ts'
import { dayShare } from './calls-of-day.ts'

/** How large, and which of all possible ones. */
export interface DemoSize {
  readonly customers: number
  /** About as many events, retries not counted. */
  readonly events: number
  readonly seed: number
}

/** The customers of the demo: those with a story first, then the many, who share the rest of the events. */
export function population(
  { customers, events, seed }: DemoSize,
  days: readonly Day[],
): readonly DemoCustomer[] {
  const registers = { nameOf: companyNames(), businessIds: businessIds(2_900_017) }
  const told = cast.map((member, index) =>
    castCustomer(member, idOf(index + 1), index + 1, randomOf(seed, index + 1), registers),
  )
  const many = Array.from({ length: Math.max(0, customers - told.length) }, (_, index) => {
    const number = told.length + index + 1
    return ordinaryCustomer(idOf(number), number, randomOf(seed, number), registers)
  })
  const perUnit = (events - expectedEvents(told, days)) / expectedEvents(many, days)
  return [...told, ...many.map((customer) => scaled(customer, Math.max(0, perUnit)))]
}

function idOf(number: number): string {
  return `c${String(number).padStart(4, '0')}`
}

function scaled(customer: DemoCustomer, factor: number): DemoCustomer {
  const { usage } = customer
  return usage === undefined
    ? customer
    : { ...customer, usage: { ...usage, callsPerDay: usage.callsPerDay * factor } }
}

function expectedEvents(customers: readonly DemoCustomer[], days: readonly Day[]): number {
  return customers.reduce((sum, { usage, events }) => {
    if (usage === undefined) return sum + events.length
    const called = days.filter(({ start }) =>
      usage.windows.some(({ from, to }) => from <= start && start < to),
    )
    return (
      sum + events.length + called.reduce((share, day) => share + usage.callsPerDay * dayShare(usage, day), 0)
    )
  }, 0)
}
