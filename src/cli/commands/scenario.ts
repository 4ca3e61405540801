import { Command } from 'commander'
import { BillingError } from '../../errors/billing-error.ts'
import { runScenario, type ScenarioResult } from '../../scenario/run-scenario.ts'
import { withServer, type CliContext } from '../context.ts'

export function scenarioCommand(context: CliContext): Command {
  return new Command('scenario')
    .description('Runs worked examples through the real engine, each on a database of its own.')
    .argument('<file...>', 'scenario files, YAML or JSON')
    .option('--json', 'print every outcome as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri scenario test/scenarios/*.yaml')
    .action(async (files: string[], { json }: { json?: true }) => {
      const results = await withServer(context, async (server) => {
        const done: ScenarioResult[] = []
        for (const file of files) {
          const result = await runScenario(server, file)
          done.push(result)
          if (json !== true) context.print(textOf(result))
        }
        return done
      })
      if (json === true) context.print(JSON.stringify(results, null, 2))
      const failed = results.filter(({ passed }) => !passed).length
      if (json !== true) context.print(`${results.length - failed} of ${results.length} scenarios pass`)
      if (failed > 0)
        throw new BillingError(
          'scenario-differs',
          `${failed} of ${results.length} scenarios differ or can't be played`,
        )
    })
}

function textOf({ file, name, passed, differences }: ScenarioResult): string {
  const title = `${passed ? 'pass' : 'FAIL'}  ${name ?? file}${name === null ? '' : ` (${file})`}`
  return [title, ...differences.map((difference) => `      ${difference}`)].join('\n')
}
