import { formatDocumentNumber } from '../../rules/document-number.ts'
import { paymentReference } from '../../rules/payment-reference.ts'
import type { Database } from '../database/client.ts'
import { loadPayments } from '../payments/load-payments.ts'
import type { RecordedPayment } from '../payments/payment.ts'
import type { Difference, Report } from './difference.ts'

/**
 * Checks that every payment is in the register under the bank's id, and nothing else is, and that its reference names
 * the document it is recorded for. What it books is compared with the journal.
 */
export async function verifyPayments(
  db: Database,
  customer: string | undefined,
  report: Report,
): Promise<void> {
  for (const difference of await wrongPlaces(db, customer)) report(difference)
  for (let after = 0; ;) {
    const payments = await loadPayments(db, {
      customers: customer === undefined ? undefined : [customer],
      after,
      limit: paymentsAtOnce,
    })
    const last = payments.at(-1)
    if (last === undefined) return
    for (const payment of payments) {
      const named = documentNamed(payment)
      if (named !== payment.document)
        report({
          thing: 'payment',
          customer: payment.customer,
          document: payment.document,
          where: `payment ${payment.paymentId}: the document that its reference ${payment.reference} names`,
          expected: named,
          found: payment.document,
        })
    }
    after = last.paymentId
  }
}

const paymentsAtOnce = 10_000

function documentNamed({ reference }: RecordedPayment): string {
  const read = paymentReference(reference)
  return read.kind === 'document' ? formatDocumentNumber(read.number) : 'none'
}

async function wrongPlaces({ sql }: Database, customer: string | undefined): Promise<readonly Difference[]> {
  return sql<Difference[]>`
    select 'payment' as thing, customer_id as customer, concat('payment ', payment_id, ': its place in the register')
        as "where",
      coalesce('bank id ' || p.bank_id, 'no such payment') as expected,
      coalesce('bank id ' || r.bank_id, 'none') as found
    from payments p full join payment_register r using (customer_id, payment_id)
    where p.bank_id is distinct from r.bank_id
      and (${customer ?? null}::text is null or customer_id = ${customer ?? null})
    order by customer_id, payment_id`
}
