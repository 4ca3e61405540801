import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { findEventsOf, type FoundEvent } from './find-events.ts'

/** An event as somebody names it: its id, and as much more as it takes to mean one event alone. */
export interface NamedEvent {
  readonly id: string
  readonly source?: string | undefined
  readonly postingMonth?: BillingMonth | undefined
}

/**
 * The customer's recorded events that are meant, each once, oldest first. Refuses names that mean none with
 * `unknown-event`, and those that mean several with `ambiguous-event`, which says how to tell them apart.
 */
export async function chooseEvents(
  db: Database,
  customer: string,
  names: readonly NamedEvent[],
): Promise<readonly FoundEvent[]> {
  const found = await findEventsOf(db, customer, [...new Set(names.map(({ id }) => id))])
  const byId = Map.groupBy(found, ({ id }) => id)
  const meant = names.map((name) => ({ name, events: (byId.get(name.id) ?? []).filter(isMeantBy(name)) }))
  refuseUnknown(
    customer,
    meant.filter(({ events }) => events.length === 0).map(({ name }) => name),
  )
  for (const { name, events } of meant) if (events.length > 1) throw ambiguous(customer, name, events)
  const chosen = new Set(meant.flatMap(({ events }) => events))
  return found.filter((event) => chosen.has(event))
}

function isMeantBy({ source, postingMonth }: NamedEvent): (event: FoundEvent) => boolean {
  return (event) =>
    (source === undefined || event.source === source) &&
    (postingMonth === undefined || event.postingMonth === postingMonth)
}

function refuseUnknown(customer: string, unknown: readonly NamedEvent[]): void {
  if (unknown.length === 0) return
  const named = unknown.slice(0, 5).map(nameText).join(', ')
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''
  throw new BillingError(
    'unknown-event',
    `No such event of customer ${customer} is recorded: ${named}${more}; nothing is changed`,
    { details: { customer, events: unknown } },
  )
}

function ambiguous(customer: string, name: NamedEvent, events: readonly FoundEvent[]): BillingError {
  const places = events.map(({ source, postingMonth }) => ({ source, postingMonth }))
  const shown = places
    .slice(0, 5)
    .map(({ source, postingMonth }) => `source ${source}, posted in ${postingMonth}`)
  const more = places.length > 5 ? [`and ${places.length - 5} more`] : []
  return new BillingError(
    'ambiguous-event',
    `Customer ${customer} has several events ${nameText(name)}: ${[...shown, ...more].join('; ')}. Name one with its source or its posting month (--source, --posting-month); nothing is changed`,
    { details: { customer, id: name.id, places } },
  )
}

/** `e1`, `e1 (source gateway-1, posted in 2026-03)`. */
function nameText({ id, source, postingMonth }: NamedEvent): string {
  const more = [
    ...(source === undefined ? [] : [`source ${source}`]),
    ...(postingMonth === undefined ? [] : [`posted in ${postingMonth}`]),
  ]
  return more.length === 0 ? id : `${id} (${more.join(', ')})`
}
