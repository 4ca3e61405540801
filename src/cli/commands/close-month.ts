import { Command } from 'commander'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { closeMonth, refuseUnlessClosable } from '../../invoicing/close-month.ts'
import { previewInvoices } from '../../invoicing/preview-invoices.ts'
import { monthArgument } from '../arguments.ts'
import { confirmed } from '../confirmed.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { holdLines } from '../totals-text.ts'

interface Options {
  readonly withHolds?: true
  readonly json?: true
  readonly note?: string
}

export function closeMonthCommand(context: CliContext): Command {
  return new Command('close-month')
    .description('Closes a month: nothing posts to it afterwards. Shows first what would be held, and asks.')
    .argument('<month>', 'the oldest open month, ended in Helsinki', monthArgument)
    .option('--with-holds', 'close although something is held (in scripts)')
    .option('--note <text>', 'why, kept with the closing')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri close-month 2026-03 --with-holds')
    .action(async (month: BillingMonth, { withHolds, json, note }: Options) => {
      const attribution = attributionOf(context, note)
      const answer = await withBooks(context, async (db) => {
        await refuseUnlessClosable(db, month, attribution)
        if (withHolds !== true) {
          const { holds } = await previewInvoices(db, month, { interrupted: context.interrupted })
          if (holds.length > 0) {
            context.say(
              `Held in ${month} (mended before closing, they are on its invoices):\n${holdLines(holds)}`,
            )
            await askToGoOn(month, holds.length)
          }
        }
        return closeMonth(db, month, attribution)
      })
      if (json === true) context.print(JSON.stringify({ month, answer }))
      else
        context.print(
          answer === 'closed' ? `${month} is closed` : `${month} was closed already; nothing changed`,
        )
    })
}

async function askToGoOn(month: BillingMonth, holds: number): Promise<void> {
  if (await confirmed(`Close ${month} with ${holds} held?`)) return
  throw new BillingError(
    'holds-not-accepted',
    `${month} stays open: ${holds} held. Mend them, or close with --with-holds (they are billed later, when mended)`,
  )
}
