import { isKnown, type NaiveBooks } from './books.ts'
import { monthAt } from './calendar.ts'
import { everything, factInForce } from './fact-in-force.ts'
import { openingsOf } from './openings.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** R1, R2: opens or closes the whole API at an instant, which is the clock's except for history. */
export function changeAccess(books: NaiveBooks, customer: string, at: number, open: boolean): Verdict {
  if (!isKnown(books, customer)) return refusedAs('unknown-customer')
  const last = books.changes.findLast((change) => change.customer === customer)
  const isCalled = books.events.some((event) => event.customer === customer)
  const isOpen = openingsOf(books, customer).some(({ to }) => to === Infinity)
  const codes = [
    ...(last !== undefined && at < last.at ? ['backdated-access-change'] : []),
    ...(isCalled && at < books.now ? ['backdated-access-change', 'guarantee-violated'] : []),
    ...(open && isOpen ? ['api-already-open'] : []),
    ...(!open && !isOpen ? ['api-already-closed'] : []),
    ...(open && !mayUseApi(books, customer, monthAt(at)) ? ['package-lacks-api'] : []),
  ]
  if (codes.length > 0) return refusedAs(...codes)
  books.changes.push({ customer, at, open })
  return 'done'
}

/** R1, by all that is known now. */
export function mayUseApi(books: NaiveBooks, customer: string, month: string): boolean {
  const terms = factInForce(books, customer, 'terms', month, everything)
  if (terms === undefined) return false
  return terms.pricingModel === 'separate' || ['professional', 'premium'].includes(terms.servicePackage)
}
