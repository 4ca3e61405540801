import { formatMoney } from '../../rules/money.ts'
import { BillingError } from '../errors/billing-error.ts'
import type { PaymentAnswer } from './payment.ts'
import type { EqualPayments } from './record-payment-by-hand.ts'

/** A payment that is recorded, now or before. */
export type TakenPayment = Extract<PaymentAnswer, { kind: 'recorded' | 'already-recorded' }>

/** The answer where the payment is recorded; refuses with `payment-conflict` or `payment-refused` where nothing was. */
export function takenPayment(answer: PaymentAnswer | EqualPayments): TakenPayment {
  switch (answer.kind) {
    case 'recorded':
    case 'already-recorded':
      return answer
    case 'conflict':
      throw new BillingError('payment-conflict', `Nothing was recorded: ${answer.reason}`)
    case 'refused':
      throw new BillingError('payment-refused', `Nothing was recorded: ${answer.reason}`)
    case 'equal-recorded': {
      const bankIds = answer.payments.map(({ bankId }) => bankId)
      throw new BillingError(
        'payment-conflict',
        `Nothing was recorded: a payment for the same document, of this amount and date, is recorded (${bankIds.join(', ')}). If this is another one, say --again, or give its --bank-id`,
        { details: { bankIds } },
      )
    }
  }
}

/** The same for programs: what the customer owes and is owed now, of a payment that was recorded before nothing more. */
export function takenPaymentJson(taken: TakenPayment) {
  if (taken.kind === 'already-recorded') return { answer: taken.kind }
  const { kind, paymentId, customer, document, balances } = taken
  return {
    answer: kind,
    paymentId,
    customer,
    document,
    receivables: formatMoney(balances.receivables),
    overpayments: formatMoney(balances.overpayments),
  }
}
