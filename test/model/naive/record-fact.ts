import { isKnown, oldestOpen, postingMonth, type NaiveBooks, type NaiveFact } from './books.ts'
import { everything, factInForce } from './fact-in-force.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** A fact that is not posted yet. */
export type NewNaiveFact = NaiveFact extends infer Fact
  ? Fact extends NaiveFact
    ? Omit<Fact, 'postedIn'>
    : never
  : never

/** R7. Terms reach into no closed month once the customer has been called (R1); a clerk's word changes something (R6). */
export function recordFact(books: NaiveBooks, fact: NewNaiveFact): Verdict {
  if (!isKnown(books, fact.customer)) return refusedAs('unknown-customer')
  const isCalled = books.events.some(({ customer }) => customer === fact.customer)
  if (fact.about === 'terms' && fact.from < oldestOpen(books) && isCalled) return refusedAs('month-closed')
  if (fact.about === 'hold') {
    const inForce = factInForce(books, fact.customer, 'hold', fact.from, everything)?.why ?? null
    if (inForce !== null && fact.why !== null) return refusedAs('already-held')
    if (inForce === null && fact.why === null) return refusedAs('not-held')
  }
  books.facts.push({ ...fact, postedIn: postingMonth(books, fact.from) })
  return 'done'
}
