import { minusMoney, moneyOf, type Money } from '../../rules/money.ts'
import { requireCustomers } from '../customers/require-customers.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import { owedByCustomers, type CustomerStanding } from './owed-by-customers.ts'
import { trialBalance, type AccountBalance } from './trial-balance.ts'

export interface BalanceReport {
  readonly accounts: readonly AccountBalance[]
  readonly customers: readonly CustomerStanding[]
  readonly agreement: Agreement
}

/** Receivables less overpayments of the journal, beside the gross of all documents less all payments. */
export interface Agreement {
  readonly receivables: Money
  readonly overpayments: Money
  readonly gross: Money
  readonly payments: Money
  /** The journal less the documents and payments: zero. */
  readonly difference: Money
  /** Customers whose documents and payments do not give what the journal says, sums or split: none. */
  readonly customers: readonly string[]
}

/** The journal against the documents and payments, of one customer or of all; `today` (`2026-04-20`) says what is overdue. */
export async function balanceReport(
  db: Database,
  { customer, today }: { readonly customer?: string | undefined; readonly today: string },
): Promise<BalanceReport> {
  return inSnapshot(db, async (tx) => {
    if (customer !== undefined) await requireCustomers(tx, [customer])
    const accounts = await trialBalance(tx, customer)
    const customers = await owedByCustomers(tx, customer, today)
    const differing = customers.filter(({ agrees }) => !agrees).map((each) => each.customer)
    return { accounts, customers, agreement: await agreementOf(tx, accounts, customer, differing) }
  })
}

async function agreementOf(
  { sql }: Database,
  accounts: readonly AccountBalance[],
  customer: string | undefined,
  differing: readonly string[],
): Promise<Agreement> {
  const own = customer === undefined ? sql`` : sql`where customer_id = ${customer}`
  const [sums] = await sql<{ gross: string; payments: string }[]>`
    select (select coalesce(sum(gross), 0)::text from documents ${own}) as gross,
      (select coalesce(sum(amount), 0)::text from payments ${own}) as payments`
  const balanceOf = (name: AccountBalance['account']) =>
    accounts.find(({ account }) => account === name)?.balance ?? moneyOf('0')
  const [receivables, overpayments] = [
    balanceOf('receivables'),
    minusMoney(moneyOf('0'), balanceOf('overpayments')),
  ]
  const [gross, payments] = [moneyOf(sums?.gross ?? '0'), moneyOf(sums?.payments ?? '0')]
  const difference = minusMoney(minusMoney(receivables, overpayments), minusMoney(gross, payments))
  return { receivables, overpayments, gross, payments, difference, customers: differing }
}
