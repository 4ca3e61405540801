import { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { listCommand, showCommand } from './invoice-documents.ts'
import { previewCommand, runCommand } from './invoice-run.ts'

export function invoiceCommand(context: CliContext): Command {
  return new Command('invoice')
    .description('Preview and run a month; list and show its documents.')
    .addHelpText('after', '\nExample:\n  npx laskuri invoice preview 2026-03')
    .addCommand(previewCommand(context))
    .addCommand(runCommand(context))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
}
