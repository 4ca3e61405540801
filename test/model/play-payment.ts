import { Decimal } from 'decimal.js'
import { pay as payOnEngine } from './engine/pay.ts'
import { dateAt } from './naive/calendar.ts'
import { documentsOf } from './naive/documents.ts'
import { pay, referenceOf } from './naive/pay.ts'
import type { Play, Played } from './play.ts'
import type { Move } from './script.ts'

/** Pays a document that has been issued; before there is one, a number that is nobody's. */
export async function playPayment(
  { naive, engine }: Play,
  move: Extract<Move, { readonly move: 'pay' }>,
): Promise<Played> {
  const documents = documentsOf(naive)
  const document = documents[move.document % Math.max(1, documents.length)]
  const said = new Decimal(document?.gross ?? 0).abs()
  const wanted = { 'what it says': said, 'twice that': said.times(2), '5.00': new Decimal(5) }[move.amount]
  const amount = Decimal.max(wanted, '0.01').toFixed(2)
  const number = document?.number ?? '2026-0000001'
  const payment = { bankId: move.bankId, amount, paidOn: dateAt(naive.now) }
  const answers: { expected: string; actual: string }[] = []
  for (let told = 0; told < move.told; told += 1)
    answers.push({
      actual: await payOnEngine(engine, payment, referenceOf(number), naive.now),
      expected: pay(naive, payment, document),
    })
  return {
    what: `${number} ${amount}`,
    expected: answers.map(({ expected }) => expected),
    actual: answers.map(({ actual }) => actual),
  }
}
