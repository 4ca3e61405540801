// Small books of receivables: what customers are charged by hand, without VAT, is the gross of their documents.
import { billingMonth } from '../../rules/billing-month.ts'
import { parseDocumentNumber, referenceNumber } from '../../rules/document-number.ts'
import { formatMoney, moneyOf, sumOfMoney } from '../../rules/money.ts'
import { openItemsOf } from '../../rules/open-documents.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { loadBalances } from '../../src/journal/load-balances.ts'
import { entryDifferences } from '../../src/payments/entry-differences.ts'
import { loadBookings } from '../../src/payments/load-bookings.ts'
import type { NewPayment, PaymentAnswer } from '../../src/payments/payment.ts'
import { recordPayments } from '../../src/payments/record-payments.ts'
import { addCustomer, clerk, closeAndRun, openBooks } from '../invoicing/books.ts'

export async function openReceivables(db: Database, ...customers: readonly string[]): Promise<void> {
  await openBooks(db)
  for (const id of customers)
    await addCustomer(db, { id, vat: 'reverse-charge', vatNumber: 'SE556677889901' })
}

/** Charges a customer for a month of 2026, or credits it with a negative net. */
export async function charge(db: Database, customer: string, month: number, net: string): Promise<void> {
  const fact = {
    customer,
    usageMonth: billingMonth(`2026-0${month}`),
    text: 'Set-up',
    net: moneyOf(net),
    reason: 'agreed',
  }
  await atomically(db, (tx) => recordManualCharge(tx, fact, clerk(inMonth(month + 1, 1))))
}

/** Closes a month of 2026 and issues it, on the 2nd of the next one. */
export async function issue(db: Database, month: number): Promise<void> {
  await closeAndRun(db, `2026-0${month}`, inMonth(month + 1, 2))
}

function inMonth(month: number, day: number): string {
  return `2026-0${month}-0${day}T08:00:00Z`
}

/** The reference number printed on a document. */
export function referenceOf(document: string): string {
  const number = parseDocumentNumber(document)
  if (number === undefined) throw new RangeError(`${document} is no document number`)
  return referenceNumber(number)
}

let payments = 0

/** A payment for a document, of its own unless the test gives its bank id. */
export function payment(document: string, amount: string, given: Partial<NewPayment> = {}): NewPayment {
  payments += 1
  return {
    reference: referenceOf(document),
    amount: moneyOf(amount),
    paidOn: '2026-02-10',
    bankId: `bank-${payments}`,
    ...given,
  }
}

export async function pay(db: Database, ...given: readonly NewPayment[]): Promise<readonly PaymentAnswer[]> {
  return atomically(db, (tx) => recordPayments(tx, given, clerk('2026-09-30T12:00:00Z')))
}

/** `number open` per open document, then the overpayment; throws unless the journal says the same, entry by entry. */
export async function standing(db: Database, customer: string): Promise<readonly string[]> {
  const { documents, overpayment } = openItemsOf((await loadBookings(db, [customer]))(customer))
  const { receivables, overpayments } = (await loadBalances(db, [customer]))(customer)
  const open = sumOfMoney(documents.map((each) => each.open))
  const differences = await entryDifferences(db, [customer])
  if (!open.equals(receivables) || !overpayment.equals(overpayments) || differences.length > 0)
    throw new Error(
      `the journal of ${customer} has ${formatMoney(receivables)} and ${formatMoney(overpayments)}: ${JSON.stringify(differences)}`,
    )
  return [
    ...documents.map((each) => `${each.number} ${formatMoney(each.open)}`),
    `overpayment ${formatMoney(overpayment)}`,
  ]
}
