import { Command } from 'commander'
import { accessCommand } from './commands/access.ts'
import { apiKeyCommand } from './commands/api-key.ts'
import { checkPricesCommand } from './commands/check-prices.ts'
import { closeMonthCommand } from './commands/close-month.ts'
import { customerCommand } from './commands/customer.ts'
import { demoCommand } from './commands/demo.ts'
import { eventCommand } from './commands/event.ts'
import { explainCommand } from './commands/explain.ts'
import { identifierCommand } from './commands/identifier.ts'
import { importCommand } from './commands/import.ts'
import { ingestCommand } from './commands/ingest.ts'
import { invoiceCommand } from './commands/invoice.ts'
import { migrateCommand } from './commands/migrate.ts'
import { paymentCommand } from './commands/payment.ts'
import { reportCommand } from './commands/report.ts'
import { scenarioCommand } from './commands/scenario.ts'
import { serveCommand } from './commands/serve.ts'
import { verifyCommand } from './commands/verify.ts'
import type { CliContext } from './context.ts'

/** In the order of a month's work. */
const commands = [
  demoCommand,
  migrateCommand,
  importCommand,
  customerCommand,
  accessCommand,
  identifierCommand,
  ingestCommand,
  eventCommand,
  closeMonthCommand,
  invoiceCommand,
  explainCommand,
  paymentCommand,
  reportCommand,
  verifyCommand,
  serveCommand,
  apiKeyCommand,
  scenarioCommand,
  checkPricesCommand,
]

/** The whole command line. */
export function program(context: CliContext): Command {
  const root = new Command('laskuri')
    .description('Billing and usage analytics for a metered software API.')
    .addHelpText('after', '\nExample:\n  npx laskuri demo')
  for (const command of commands) root.addCommand(command(context))
  return withinReach(root, context)
}

/** Help and errors go where everything goes, and wrong usage ends in an exit code with everything closed, not in the middle. */
function withinReach(command: Command, context: CliContext, path = command.name()): Command {
  command.helpCommand(false).exitOverride().showHelpAfterError(`(see: npx ${path} --help)`)
  command.configureHelp({ minWidthToWrap: 25 })
  command.configureOutput({
    writeOut: (text) => context.print(text.replace(/\n$/, '')),
    writeErr: (text) => context.say(text.replace(/\n$/, '')),
    outputError: (text, write) => write(text.replace(/^error: /, '')),
  })
  for (const sub of command.commands) withinReach(sub, context, `${path} ${sub.name()}`)
  return command
}
