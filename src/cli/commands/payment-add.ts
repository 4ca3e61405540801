import { Command } from 'commander'
import { formatMoney, type Money } from '../../../rules/money.ts'
import { helsinkiDate } from '../../clock/helsinki-date.ts'
import { atomically } from '../../database/atomically.ts'
import {
  recordPaymentByHand,
  type EqualPayments,
  type PaymentByHand,
} from '../../payments/record-payment-by-hand.ts'
import type { PaymentAnswer } from '../../payments/payment.ts'
import { recordPayments } from '../../payments/record-payments.ts'
import { takenPayment, takenPaymentJson } from '../../payments/taken-payment.ts'
import { dateArgument, paymentArgument, textArgument } from '../arguments.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'

interface AddOptions {
  readonly date?: string
  readonly bankId?: string
  readonly again?: true
  readonly note?: string
  readonly json?: true
}

export function addCommand(context: CliContext): Command {
  return new Command('add')
    .description('Records one payment: the document of its reference is settled first, then the oldest open.')
    .argument('<reference>', 'the reference number on the invoice', textArgument(100))
    .argument('<amount>', 'euros', paymentArgument)
    .option('--date <date>', 'when it was paid, as 2026-04-20; by default today', dateArgument)
    .option(
      '--bank-id <id>',
      "the bank's own id of the payment: recorded once, however often",
      textArgument(100),
    )
    .option('--again', 'without a bank id: another payment, though one of this amount and date is recorded')
    .option('--note <text>', 'why, kept with the payment')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Without --bank-id nobody can tell a repeat from a second payment: where one for the same document,
of the same amount and date, is recorded, the command is refused until --again says it is another.

Example:
  npx laskuri payment add "202 61000 00018" 86.60 --date 2026-04-20 --bank-id 2604201234567890`,
    )
    .action(async (reference: string, amount: Money, options: AddOptions) => {
      const attribution = attributionOf(context, options.note)
      const paidOn = options.date ?? helsinkiDate(attribution.recordedAt)
      const payment: PaymentByHand = { reference, amount, paidOn }
      const answer = await withBooks(context, (db) =>
        atomically(db, async (tx) => {
          const { bankId, again } = options
          if (bankId === undefined)
            return recordPaymentByHand(tx, payment, { again: again === true }, attribution)
          return (await recordPayments(tx, [{ ...payment, bankId }], attribution))[0]
        }),
      )
      if (answer === undefined) throw new Error('broken invariant: a payment was not answered')
      context.print(
        options.json === true
          ? JSON.stringify(takenPaymentJson(takenPayment(answer)))
          : answerText(answer, payment),
      )
    })
}

function answerText(answer: PaymentAnswer | EqualPayments, { amount, paidOn }: PaymentByHand): string {
  const taken = takenPayment(answer)
  if (taken.kind === 'already-recorded') return 'The payment is recorded already; nothing changed'
  const { document, customer, balances } = taken
  const rest = balances.overpayments.isZero()
    ? `owes ${formatMoney(balances.receivables)} EUR`
    : `has paid ${formatMoney(balances.overpayments)} EUR too much, which later invoices use`
  return `${formatMoney(amount)} EUR of ${paidOn} is recorded for ${document}\n${customer} now ${rest}`
}
