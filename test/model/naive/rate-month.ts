import { Decimal } from 'decimal.js'
import { amountOfPrice } from './amount-of-price.ts'
import { counts, type NaiveBooks, type NaiveEvent } from './books.ts'
import { monthAt } from './calendar.ts'
import { factInForce } from './fact-in-force.ts'
import { openingsOf } from './openings.ts'
import type { ListContent } from './price-content.ts'

export interface NaiveCharge {
  readonly charge: string
  readonly quantity: number
  /** Rounded once, half away from zero (R5). */
  readonly net: Decimal
  /** The number of the price list that priced it, from 1; null where an agreement did. */
  readonly list: number | null
  /** How many events it was counted from; of a monthly fee, the one that started the span. */
  readonly events: number
}

/** R6: charges, or reasons to hold the whole month. */
export interface NaiveRating {
  readonly charges: readonly NaiveCharge[]
  readonly holds: readonly string[]
}

/** What the customer owes for a usage month by all that was posted up to a month. */
export function rateMonth(books: NaiveBooks, customer: string, month: string, knownIn: string): NaiveRating {
  const list = listOf(books, month)
  if (list === undefined) return { charges: [], holds: [] }
  const ratings = [
    monthlyFee(books, customer, month, knownIn, list),
    transactionFees(books, customer, month, knownIn, list),
    {
      charges: manualCharges(books, customer, month, knownIn),
      holds: clerksHold(books, customer, month, knownIn),
    },
  ]
  const holds = ratings.flatMap((rating) => rating.holds)
  return holds.length > 0
    ? { charges: [], holds }
    : { charges: ratings.flatMap(({ charges }) => charges), holds }
}

interface NumberedList {
  readonly number: number
  readonly content: ListContent
}

/** R8: the list with the latest first month not after it; of two from the same month the later recorded one. */
function listOf(books: NaiveBooks, month: string): NumberedList | undefined {
  return books.lists
    .map((list, index) => ({ ...list, number: index + 1 }))
    .filter(({ from }) => from <= month)
    .toSorted((one, other) =>
      one.from < other.from ? -1 : one.from > other.from ? 1 : one.number - other.number,
    )
    .at(-1)
}

/** R3 */
function monthlyFee(
  books: NaiveBooks,
  customer: string,
  month: string,
  knownIn: string,
  list: NumberedList,
): NaiveRating {
  const terms = factInForce(books, customer, 'terms', month, knownIn)
  if (terms?.pricingModel !== 'separate' || !isInSpan(books, customer, month, knownIn)) return nothing
  const agreed = factInForce(books, customer, 'fee', month, knownIn)
  if (agreed !== undefined && agreed.fee !== null)
    return charged('monthly-fee', 1, new Decimal(agreed.fee), null, 1)
  const revenue = factInForce(books, customer, 'revenue', month, knownIn)
  if (revenue === undefined) return held('revenue-unknown')
  const found = list.content.revenueClasses.find((each) =>
    'below' in each ? Number(revenue.eur) < Number(each.below) : Number(revenue.eur) <= Number(each.upTo),
  )
  if (found === undefined) return held(`above-listed-classes ${revenue.eur}`)
  return charged('monthly-fee', 1, new Decimal(found.monthlyFee), list.number, 1)
}

/** R2: from the first billable success of an opening to the month of its closing, both included. */
function isInSpan(books: NaiveBooks, customer: string, month: string, knownIn: string): boolean {
  return openingsOf(books, customer).some(({ to }, opening) => {
    const successes = books.events.filter(
      (event) => event.customer === customer && event.opening === opening && counts(event, knownIn),
    )
    if (successes.length === 0) return false
    const first = monthAt(Math.min(...successes.map(({ at }) => at)))
    return first <= month && (month === first || to === Infinity || month <= monthAt(to))
  })
}

/** R4 */
function transactionFees(
  books: NaiveBooks,
  customer: string,
  month: string,
  knownIn: string,
  list: NumberedList,
): NaiveRating {
  const charges: NaiveCharge[] = []
  const unpriced: string[] = []
  for (const resource of ['accounting.nv', 'escan.nv', 'purchaseinvoice.nv']) {
    const calls = callsOf(books, customer, resource, month, knownIn)
    const quantity = calls.reduce((total, call) => total + call.quantity, 0)
    const own = factInForce(books, customer, 'price', month, knownIn, (fact) => fact.resource === resource)
    const ownPrice = own?.price ?? null
    const price = ownPrice ?? list.content.transactionPrices[resource]
    if (quantity === 0) continue
    if (price === undefined) unpriced.push(resource)
    else {
      const amount = amountOfPrice(price, quantity)
      const number = ownPrice === null ? list.number : null
      charges.push(...charged(`transaction-fee:${resource}`, quantity, amount, number, calls.length).charges)
    }
  }
  return unpriced.length > 0 ? held(`no-transaction-price ${unpriced.join(' ')}`) : { charges, holds: [] }
}

function callsOf(
  books: NaiveBooks,
  customer: string,
  resource: string,
  month: string,
  knownIn: string,
): readonly NaiveEvent[] {
  return books.events.filter(
    (event) =>
      event.customer === customer &&
      event.disposition === 'billable' &&
      event.method === 'POST' &&
      event.resource === resource &&
      event.usageMonth === month &&
      counts(event, knownIn),
  )
}

/** R8 */
function manualCharges(
  books: NaiveBooks,
  customer: string,
  month: string,
  knownIn: string,
): readonly NaiveCharge[] {
  return books.manualCharges.flatMap((manual, index) =>
    manual.customer === customer && manual.usageMonth === month && manual.postedIn <= knownIn
      ? charged(`manual:${index + 1}`, 1, new Decimal(manual.net), null, 0).charges
      : [],
  )
}

/** R6: whether or not anything is owed. */
function clerksHold(books: NaiveBooks, customer: string, month: string, knownIn: string): readonly string[] {
  const why = factInForce(books, customer, 'hold', month, knownIn)?.why ?? null
  return why === null ? [] : [`held-by-clerk ${why}`]
}

const nothing: NaiveRating = { charges: [], holds: [] }

function held(reason: string): NaiveRating {
  return { charges: [], holds: [reason] }
}

function charged(
  charge: string,
  quantity: number,
  exact: Decimal,
  list: number | null,
  events: number,
): NaiveRating {
  const net = exact.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
  return { charges: [{ charge, quantity, net, list, events }], holds: [] }
}
