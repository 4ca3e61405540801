import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import { paymentReference } from '../../rules/payment-reference.ts'
import { helsinkiDate } from '../clock/helsinki-date.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { bookEntries } from '../journal/book-entries.ts'
import { loadBalances } from '../journal/load-balances.ts'
import { lockReceivables } from '../journal/lock-receivables.ts'
import { findPayable } from './find-payable.ts'
import { loadPayments } from './load-payments.ts'
import type { NewPayment, PaymentAnswer } from './payment.ts'
import { planPayments, type PlannedPayment } from './plan-payments.ts'
import { paymentVoucher } from './vouchers.ts'

/**
 * Records payments and books them (R10): the bank, receivables, and what is paid beyond them as an overpayment. Answers
 * in the order given. The good ones are recorded whatever the others are; to record all or none, throw inside `tx`.
 */
export async function recordPayments(
  tx: Database,
  payments: readonly NewPayment[],
  attribution: Attribution,
): Promise<readonly PaymentAnswer[]> {
  await lockReceivables(tx)
  const documents = await findPayable(tx, payments.flatMap(numberOf))
  const customers = [...new Set([...documents.values()].map(({ customer }) => customer))]
  const plans = planPayments(payments, {
    recorded: await loadPayments(tx, { bankIds: payments.map(({ bankId }) => bankId) }),
    documents,
    balancesOf: await loadBalances(tx, customers),
    today: helsinkiDate(attribution.recordedAt),
  })
  const planned = plans.filter((plan) => plan.kind === 'record')
  const ids = await insertPayments(tx, planned, attribution)
  const withIds = plans.map((plan) => (plan.kind === 'record' ? withId(plan, ids) : plan))
  await bookEntries(
    tx,
    withIds.flatMap((plan) => (plan.kind === 'record' ? [entryOf(plan)] : [])),
    attribution,
  )
  return withIds.map((plan): PaymentAnswer => (plan.kind === 'record' ? answerOf(plan) : plan))
}

interface InsertedPayment extends PlannedPayment {
  readonly paymentId: number
}

function numberOf({ reference }: NewPayment) {
  const read = paymentReference(reference)
  return read.kind === 'document' ? [read.number] : []
}

/** The payments with their places in the register; their ids, by bank id. */
async function insertPayments(
  tx: Database,
  planned: readonly PlannedPayment[],
  attribution: Attribution,
): Promise<ReadonlyMap<string, number>> {
  if (planned.length === 0) return new Map()
  const rows = await tx.sql<{ bank_id: string; payment_id: string }[]>`
    with recorded as (
      insert into payments (customer_id, bank_id, reference, billing_month, amount, paid_on, recorded_at, recorded_by, note)
      select customer_id, bank_id, reference, billing_month, amount, paid_on,
        ${formatInstant(attribution.recordedAt)}::timestamptz, ${attribution.recordedBy}, ${attribution.note}
      from json_to_recordset(${JSON.stringify(planned.map(rowOf))}::text::json) as p (place int, customer_id text,
        bank_id text, reference text, billing_month date, amount numeric, paid_on date)
      order by place
      returning bank_id, customer_id, payment_id),
    registered as (
      insert into payment_register (bank_id, customer_id, payment_id)
      select bank_id, customer_id, payment_id from recorded returning bank_id, payment_id)
    select bank_id, payment_id::text from registered`
  return new Map(rows.map((row) => [row.bank_id, Number(row.payment_id)]))
}

function rowOf({ payment, document }: PlannedPayment, place: number) {
  return {
    place,
    customer_id: document.customer,
    bank_id: payment.bankId,
    reference: payment.reference,
    billing_month: `${document.month}-01`,
    amount: formatMoney(payment.amount),
    paid_on: payment.paidOn,
  }
}

function withId(plan: PlannedPayment, ids: ReadonlyMap<string, number>): InsertedPayment {
  const paymentId = ids.get(plan.payment.bankId)
  if (paymentId === undefined)
    throw new Error(`broken invariant: payment ${plan.payment.bankId} was not inserted`)
  return { ...plan, paymentId }
}

function entryOf({ paymentId, document, payment, lines }: InsertedPayment) {
  return { customer: document.customer, voucher: paymentVoucher(paymentId), date: payment.paidOn, lines }
}

function answerOf({ paymentId, document, balances }: InsertedPayment): PaymentAnswer {
  const { customer, number } = document
  return { kind: 'recorded', paymentId, customer, document: number, balances }
}
