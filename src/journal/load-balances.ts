import { moneyOf } from '../../rules/money.ts'
import { noBalances, type CustomerBalances } from '../../rules/settlement.ts'
import type { Database } from '../database/client.ts'

/** What the journal says that each of the customers owes and is owed; nothing booked is zero and zero. */
export async function loadBalances(
  db: Database,
  customers: readonly string[],
): Promise<(customer: string) => CustomerBalances> {
  const rows = await db.sql<{ customer_id: string; receivables: string; overpayments: string }[]>`
    select customer_id, coalesce(sum(debit - credit) filter (where account = 'receivables'), 0)::text as receivables,
      coalesce(sum(credit - debit) filter (where account = 'overpayments'), 0)::text as overpayments
    from journal_lines
    where customer_id = any(${customers}::text[]) and account in ('receivables', 'overpayments')
      and usage_month is null and vat_rate is null
    group by customer_id`
  const balances = new Map(
    rows.map(({ customer_id: customer, receivables, overpayments }) => [
      customer,
      { receivables: moneyOf(receivables), overpayments: moneyOf(overpayments) },
    ]),
  )
  return (customer) => balances.get(customer) ?? noBalances
}
