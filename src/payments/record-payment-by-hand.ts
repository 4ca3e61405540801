import { formatMoney } from '../../rules/money.ts'
import { formatDocumentNumber } from '../../rules/document-number.ts'
import { paymentReference } from '../../rules/payment-reference.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { lockReceivables } from '../journal/lock-receivables.ts'
import { findPayable } from './find-payable.ts'
import { loadPayments } from './load-payments.ts'
import type { NewPayment, PaymentAnswer, RecordedPayment } from './payment.ts'
import { recordPayments } from './record-payments.ts'

/** A payment that comes without a bank's id. */
export type PaymentByHand = Omit<NewPayment, 'bankId'>

/** Equal payments, of the bank or by hand: nobody but the clerk knows whether this is one of them. */
export interface EqualPayments {
  readonly kind: 'equal-recorded'
  readonly payments: readonly RecordedPayment[]
}

/**
 * Records a payment without a bank's id, under one made from its number among equal ones. Where one of the same document,
 * amount and date is recorded, it is neither merged with it nor recorded beside it, unless `again` says that it is another.
 */
export async function recordPaymentByHand(
  tx: Database,
  payment: PaymentByHand,
  { again }: { readonly again: boolean },
  attribution: Attribution,
): Promise<PaymentAnswer | EqualPayments> {
  await lockReceivables(tx)
  const payments = await equalPayments(tx, payment)
  if (payments.length > 0 && !again) return { kind: 'equal-recorded', payments }
  const content = `${payment.reference.replaceAll(/\s/g, '')} ${payment.paidOn} ${formatMoney(payment.amount)}`
  const bankId = `by hand: ${content} #${payments.length + 1}`
  const [answer] = await recordPayments(tx, [{ ...payment, bankId }], attribution)
  if (answer === undefined) throw new Error('broken invariant: a payment was not answered')
  return answer
}

async function equalPayments(
  tx: Database,
  { reference, amount, paidOn }: PaymentByHand,
): Promise<readonly RecordedPayment[]> {
  const read = paymentReference(reference)
  if (read.kind !== 'document') return []
  const number = formatDocumentNumber(read.number)
  const document = (await findPayable(tx, [read.number])).get(number)
  if (document === undefined) return []
  const recorded = await loadPayments(tx, { customers: [document.customer] })
  return recorded.filter(
    (each) => each.document === number && each.paidOn === paidOn && each.amount.equals(amount),
  )
}
