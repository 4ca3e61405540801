import { Command } from 'commander'
import { connect } from '../../database/client.ts'
import { migrate } from '../../database/migrate.ts'
import { withServer, type CliContext } from '../context.ts'

export function migrateCommand(context: CliContext): Command {
  return new Command('migrate')
    .description("Brings the database's schema up to date; refuses one that is newer than this program.")
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri migrate')
    .action(async ({ json }: { json?: true }) => {
      await withServer(context, async (server) => {
        const owner = connect(server, { as: 'owner', connections: 1 })
        try {
          const { applied, version } = await migrate(owner)
          context.print(
            json === true
              ? JSON.stringify({ applied, version, database: server.description })
              : `${server.description}: ${applied === 0 ? 'nothing to do' : `${applied} migrations applied`}, schema ${version}`,
          )
        } finally {
          await owner.close()
        }
      })
    })
}
