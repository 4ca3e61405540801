// A naive recorder, one request after the other, and whether any order of it explains what happened.
import { nextMonth, type BillingMonth } from '../../../rules/billing-month.ts'

export interface PlannedRequest {
  readonly events: readonly { readonly customer: string; readonly id: string; readonly quantity: number }[]
  readonly leaves: boolean
}

export interface RecordedRow {
  /** Customer and id. */
  readonly key: string
  /** Which request it came with. */
  readonly by: number
  readonly quantity: number
  readonly postingMonth: string
}

type Answers = readonly string[] | undefined

/** The closing of the month, among the requests by their places. */
const closing = -1

/**
 * What differs, as sentences, from every serial order of the requests and the closing. A request without an answer has
 * happened, whole, if any of its events is there.
 */
export function inSomeOrder(
  requests: readonly PlannedRequest[],
  answers: readonly Answers[],
  rows: readonly RecordedRow[],
  month: BillingMonth,
): readonly string[] {
  const winners = new Map(rows.map((row) => [row.key, row]))
  const happened = requests.flatMap((_, index) =>
    answers[index] !== undefined || rows.some(({ by }) => by === index) ? [index] : [],
  )
  const before = new Map<number, Set<number>>([closing, ...happened].map((index) => [index, new Set()]))
  for (const { by, postingMonth } of rows)
    if (postingMonth === month) before.get(closing)?.add(by)
    else before.get(by)?.add(closing)
  for (const index of happened)
    for (const { customer, id, quantity } of requests[index]?.events ?? []) {
      if (quantity === 0) continue // malformed, whatever is recorded
      const winner = winners.get(`${customer} ${id}`)
      if (winner !== undefined && winner.by !== index) before.get(index)?.add(winner.by)
    }
  const order = sorted(before)
  if (order === undefined) return ['no order: each of some requests was recorded before another of them']
  return replayed(order, requests, answers, winners, month)
}

/** Undefined when they go round in a circle. */
function sorted(before: ReadonlyMap<number, ReadonlySet<number>>): readonly number[] | undefined {
  const order: number[] = []
  const left = new Set(before.keys())
  while (left.size > 0) {
    const next = [...left].find((index) => [...(before.get(index) ?? [])].every((each) => !left.has(each)))
    if (next === undefined) return undefined
    left.delete(next)
    order.push(next)
  }
  return order
}

function replayed(
  order: readonly number[],
  requests: readonly PlannedRequest[],
  answers: readonly Answers[],
  winners: ReadonlyMap<string, RecordedRow>,
  month: BillingMonth,
): readonly string[] {
  const books = new Map<string, RecordedRow>()
  const differences: string[] = []
  let postingMonth = month
  for (const by of order) {
    if (by === closing) postingMonth = nextMonth(month)
    const expected = (requests[by]?.events ?? []).map(({ customer, id, quantity }) => {
      if (quantity === 0) return 'refused malformed'
      if (customer === 'nobody') return 'refused unknown-customer'
      const key = `${customer} ${id}`
      const found = books.get(key)
      if (found === undefined) books.set(key, { key, by, quantity, postingMonth })
      else if (found.quantity !== quantity) return 'conflict'
      return found === undefined ? `recorded ${postingMonth}` : `already-recorded ${found.postingMonth}`
    })
    const told = answers[by]
    if (told !== undefined && told.join() !== expected.join())
      differences.push(`request ${by} was answered ${told.join()}, not ${expected.join()}`)
  }
  for (const key of new Set([...books.keys(), ...winners.keys()]))
    if (JSON.stringify(winners.get(key)) !== JSON.stringify(books.get(key)))
      differences.push(`${key} is ${JSON.stringify(winners.get(key))}, not ${JSON.stringify(books.get(key))}`)
  return differences
}
