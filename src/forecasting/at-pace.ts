import { usageByResource } from '../../rules/billable-usage.ts'
import type { BillingMonth } from '../../rules/billing-month.ts'
import { noEvents } from '../../rules/event-set.ts'
import type { CustomerMonth } from '../invoicing/customer-month.ts'
import { comesTo, type Pace } from './pace.ts'

/** The customer with the rest of the month used as the part of it that has passed. */
export function atPace(customer: CustomerMonth, month: BillingMonth, pace: Pace): CustomerMonth {
  const { facts } = customer
  const toCome = [...usageByResource(facts.usage, month, month)].map(([resource, { quantity }]) => ({
    usageMonth: month,
    postedIn: month,
    resource,
    method: 'POST',
    quantity: comesTo(quantity, pace).minus(quantity),
    events: noEvents,
  }))
  return { ...customer, facts: { ...facts, usage: [...facts.usage, ...toCome] } }
}
