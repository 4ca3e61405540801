import { Command } from 'commander'
import { checkPricesCommand } from './commands/check-prices.ts'
import { migrateCommand } from './commands/migrate.ts'
import { scenarioCommand } from './commands/scenario.ts'
import type { CliContext } from './context.ts'

/** The whole command line. */
export function program(context: CliContext): Command {
  const root = new Command('laskuri')
    .description('Billing and usage analytics for a metered software API.')
    .helpCommand(false)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })
  for (const command of [migrateCommand(context), scenarioCommand(context), checkPricesCommand(context)])
    root.addCommand(command)
  return withExitOverride(root)
}

/** Wrong usage ends in `main`, with exit code 2 and everything closed, instead of in the middle. */
function withExitOverride(command: Command): Command {
  command.exitOverride().showHelpAfterError(`(see: ${command.name()} --help)`)
  for (const sub of command.commands) withExitOverride(sub)
  return command
}
