import { Command } from 'commander'
import { laterMonth, type BillingMonth } from '../../rules/billing-month.ts'
import type { DatabasePool } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { loadBooks } from '../invoicing/run-months.ts'
import { excelOption } from './csv-options.ts'
import { monthArgument } from './arguments.ts'

/** The months that a report is about, both included. */
export interface Period {
  readonly from?: BillingMonth
  readonly to?: BillingMonth
}

/** A report about a period, as a table, JSON or CSV. */
export function periodCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--from <month>', 'the first month; by default the first of all', monthArgument)
    .option('--to <month>', 'the last month; by default the newest', monthArgument)
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV')
    .addOption(excelOption())
}

/** What was left out is the first and the oldest open month. Refuses an empty period, and books without a month. */
export async function periodOf(
  db: DatabasePool,
  { from, to }: Period,
): Promise<{ readonly from: BillingMonth; readonly to: BillingMonth }> {
  if (from !== undefined && to !== undefined && from > to)
    throw new BillingError(
      'invalid-input',
      `The period from ${from} to ${to} is empty. Give the earlier month first`,
    )
  const { firstMonth, oldestOpenMonth } = await loadBooks(db)
  return { from: from ?? firstMonth, to: to ?? laterMonth(from ?? firstMonth, oldestOpenMonth) }
}
