import { dateAt } from './calendar.ts'
import type { NaiveBooks, NaivePayment } from './books.ts'
import type { SeenDocument } from './seen.ts'

/** R10: a payment by the reference number of a document. `issued` is that document; none when the number is nobody's. */
export function pay(
  books: NaiveBooks,
  { bankId, amount }: Pick<NaivePayment, 'bankId' | 'amount'>,
  issued: SeenDocument | undefined,
): 'recorded' | 'already-recorded' | 'conflict' | 'refused' {
  if (issued === undefined) return 'refused'
  if (issued.kind === 'credit-note' && Number(issued.gross) <= 0) return 'refused'
  const paidOn = dateAt(books.now)
  const document = issued.number
  const known = books.payments.find((payment) => payment.bankId === bankId)
  if (known !== undefined)
    return known.document === document && known.amount === amount && known.paidOn === paidOn
      ? 'already-recorded'
      : 'conflict'
  const issuedBefore = books.runs.findLast(({ isIssued }) => isIssued)?.month ?? ''
  books.payments.push({ bankId, customer: issued.customer, document, amount, paidOn, issuedBefore })
  return 'recorded'
}

/** R8: year, series digit, seven digits, and the check digit by weights 7, 3, 1 from the right. */
export function referenceOf(number: string): string {
  const body = number.replace('-C', '2').replace('-', '1')
  const weights = [7, 3, 1]
  const sum = Array.from(body)
    .toReversed()
    .reduce((total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}
