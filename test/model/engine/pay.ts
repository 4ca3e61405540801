import { moneyOf } from '../../../rules/money.ts'
import { atomically } from '../../../src/database/atomically.ts'
import { recordPayments } from '../../../src/payments/record-payments.ts'
import type { NaivePayment } from '../naive/books.ts'
import { clerkAt, type EngineBooks } from './engine-books.ts'

/** Records a payment by a reference number. Returns what is answered. */
export async function pay(
  { runtime }: EngineBooks,
  { bankId, amount, paidOn }: Pick<NaivePayment, 'bankId' | 'amount' | 'paidOn'>,
  reference: string,
  now: number,
): Promise<string> {
  const payment = { reference, amount: moneyOf(amount), paidOn, bankId }
  const [answer] = await atomically(runtime, (tx) => recordPayments(tx, [payment], clerkAt(now)))
  return answer?.kind ?? 'no answer'
}
