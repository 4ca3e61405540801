import { oldestOpen, postingMonth, isKnown, type NaiveBooks, type NaiveEvent } from './books.ts'
import { later, monthAt } from './calendar.ts'
import { mayUseApi } from './change-access.ts'
import { openingsOf } from './openings.ts'

/** An event as it is sent. */
export interface SentCall {
  readonly customer: string
  readonly source: string
  readonly id: string
  readonly resource: string
  readonly method: string
  readonly outcome: string
  readonly channel: string
  readonly quantity: number
  /** Left out: null. */
  readonly at: number | null
  readonly backfill: boolean
}

/** R2, R7: records a batch, call by call. Returns what is answered to each, in words. */
export function recordCalls(books: NaiveBooks, calls: readonly SentCall[]): readonly string[] {
  return calls.map((call) => recordCall(books, call))
}

function recordCall(books: NaiveBooks, call: SentCall): string {
  if (!isKnown(books, call.customer)) return 'refused unknown-customer'
  const at = call.at ?? books.now
  const usageMonth = monthAt(at)
  const monthBefore = later(oldestOpen(books), -1)
  const lookedUpFrom = usageMonth < monthBefore ? usageMonth : monthBefore
  const known = books.events.filter(
    (event) =>
      event.customer === call.customer &&
      event.source === call.source &&
      event.id === call.id &&
      event.postedIn >= lookedUpFrom,
  )
  const same = known.find((event) => event.body === bodyOf(call, call.at ?? event.at))
  if (same !== undefined) return answer('already-recorded', same)
  if (known.length > 0) return 'conflict'
  if (at > books.now + 300_000_000) return 'refused future'
  if (usageMonth < monthBefore && !call.backfill) return 'refused too-old'
  const disposition = dispositionOf(books, call, at)
  const event = {
    customer: call.customer,
    source: call.source,
    id: call.id,
    body: bodyOf(call, at),
    at,
    resource: plainName(call.resource),
    method: call.method.toUpperCase(),
    quantity: call.quantity,
    usageMonth,
    postedIn: postingMonth(books, usageMonth),
    disposition,
    opening: disposition === 'billable' ? openingAt(books, call.customer, at) : null,
  }
  books.events.push(event)
  return answer('recorded', event)
}

function answer(kind: string, { disposition, usageMonth, postedIn }: NaiveEvent): string {
  return `${kind} ${disposition} ${usageMonth} posted ${postedIn}`
}

/** R2: the first that holds. */
function dispositionOf(books: NaiveBooks, call: SentCall, at: number): string {
  if (call.channel !== 'web-service') return 'other-channel'
  if (call.outcome === 'failed') return 'failed'
  if (!mayUseApi(books, call.customer, monthAt(at))) return 'not-eligible'
  return openingAt(books, call.customer, at) === -1 ? 'api-closed' : 'billable'
}

function openingAt(books: NaiveBooks, customer: string, at: number): number {
  return openingsOf(books, customer).findLastIndex(({ from, to }) => from <= at && at < to)
}

function bodyOf(call: SentCall, at: number): string {
  const { outcome, quantity, channel } = call
  return JSON.stringify([plainName(call.resource), call.method.toUpperCase(), outcome, quantity, channel, at])
}

/** R4: names compare without case and without a query string. */
function plainName(resource: string): string {
  return (resource.split('?')[0] ?? '').toLowerCase()
}
