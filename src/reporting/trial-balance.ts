import { accounts, type Account } from '../../rules/journal-entry.ts'
import { minusMoney, moneyOf, noMoney, type Money } from '../../rules/money.ts'
import type { Database } from '../database/client.ts'

/** An account of the journal. */
export interface AccountBalance {
  readonly account: Account
  readonly debit: Money
  readonly credit: Money
  /** Debit less credit: below zero on accounts of what is earned or owed. */
  readonly balance: Money
}

/** Every account, also one that nothing is booked on; of one customer's entries, or of all. Debits and credits are equal. */
export async function trialBalance(
  db: Database,
  customer: string | undefined,
): Promise<readonly AccountBalance[]> {
  const { sql } = db
  const rows = await sql<{ account: Account; debit: string; credit: string }[]>`
    select account::text, sum(debit)::text as debit, sum(credit)::text as credit from journal_lines
    where true ${customer === undefined ? sql`` : sql`and customer_id = ${customer}`}
    group by account`
  const sums = new Map(rows.map((row) => [row.account, row]))
  return accounts.map((account) => {
    const row = sums.get(account)
    const debit = row === undefined ? noMoney : moneyOf(row.debit)
    const credit = row === undefined ? noMoney : moneyOf(row.credit)
    return { account, debit, credit, balance: minusMoney(debit, credit) }
  })
}
