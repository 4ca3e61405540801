import { Command } from 'commander'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import { countCustomers } from '../../customers/count-customers.ts'
import { loadRunTotals } from '../../invoicing/load-run-totals.ts'
import { previewInvoices } from '../../invoicing/preview-invoices.ts'
import { runInvoices } from '../../invoicing/run-invoices.ts'
import { totalsJson } from '../../invoicing/totals-json.ts'
import { monthArgument } from '../arguments.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { withProgress } from '../progress.ts'
import { totalsText } from '../totals-text.ts'

export function previewCommand(context: CliContext): Command {
  return new Command('preview')
    .description("What closing and running the month now would issue: the run's own code, writing nothing.")
    .argument('<month>', 'any month from the first price list on', monthArgument)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri invoice preview 2026-03')
    .action(async (month: BillingMonth, { json }: { json?: true }) => {
      const totals = await withBooks(context, async (db) =>
        withProgress(
          context,
          { title: `preview of ${month}`, what: 'customers', total: await countCustomers(db) },
          (advance) => previewInvoices(db, month, { onProgress: advance, interrupted: context.interrupted }),
        ),
      )
      context.print(
        json === true ? JSON.stringify(totalsJson(totals), null, 2) : `Preview of ${totalsText(totals)}`,
      )
    })
}

export function runCommand(context: CliContext): Command {
  return new Command('run')
    .description(
      'Issues the documents of a closed month. Repeating it, also after a kill, issues nothing twice.',
    )
    .argument('<month>', 'a closed month whose earlier months are issued', monthArgument)
    .option('--allow-sample', 'issue although the price list is marked sample')
    .option('--note <text>', 'kept with the run and its documents')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri invoice run 2026-03')
    .action(async (month: BillingMonth, { allowSample, note, json }: RunOptions) => {
      const { answer, totals } = await withBooks(context, async (db) =>
        withProgress(
          context,
          { title: `run of ${month}`, what: 'customers', total: await countCustomers(db) },
          async (advance) => {
            const options = {
              allowSample: allowSample === true,
              onProgress: advance,
              interrupted: context.interrupted,
            }
            const end = await runInvoices(db, month, options, attributionOf(context, note))
            return { answer: end, totals: await loadRunTotals(db, month) }
          },
        ),
      )
      if (json === true) context.print(JSON.stringify({ answer, ...totalsJson(totals) }, null, 2))
      else {
        const title = answer === 'complete' ? 'Issued' : 'Issued before; nothing is issued twice'
        context.print(`${title}: ${totalsText(totals)}`)
      }
    })
}

interface RunOptions {
  readonly allowSample?: true
  readonly note?: string
  readonly json?: true
}
