import { Command } from 'commander'
import { connect } from '../../database/client.ts'
import { migrate } from '../../database/migrate.ts'
import { recreateDatabase } from '../../database/recreate-database.ts'
import type { Server } from '../../database/server.ts'
import { booksState, type BooksState } from '../../demo/books-state.ts'
import { demoPointers } from '../../demo/demo-pointers.ts'
import { demoSize, demoStory } from '../../demo/demo-story.ts'
import { explainedDocument } from '../../demo/explained-document.ts'
import { runDemo } from '../../demo/run-demo.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { withServer, type CliContext } from '../context.ts'
import { demoJson } from '../demo/demo-json.ts'
import { demoText } from '../demo/demo-text.ts'
import { withProgress } from '../progress.ts'

export function demoCommand(context: CliContext): Command {
  return new Command('demo')
    .description(
      'The whole story on generated data: records three months, closes and invoices them, and says what to look at.',
    )
    .option('--json', 'print the totals as JSON')
    .addHelpText(
      'after',
      `
Uses an empty database, or starts over on one that holds nothing but an earlier demo.

Example:
  LASKURI_DATA=/tmp/laskuri-demo npx laskuri demo`,
    )
    .action(async ({ json }: { json?: true }) => {
      const shown = await withServer(context, async (server) => {
        await prepareDatabase(server)
        return play(context, server)
      })
      context.print(
        json === true ? JSON.stringify(demoJson(shown), null, 2) : demoText(shown, context.clock.now()),
      )
    })
}

async function play(context: CliContext, server: Server) {
  const story = demoStory(demoSize)
  const db = connect(server, { as: 'runtime', connections: 6 })
  try {
    const { clock, interrupted } = context
    const result = await withProgress(context, 'demo', story.eventsAbout, (onProgress) =>
      runDemo(db, story, { clock, interrupted, onProgress }),
    )
    return {
      size: demoSize,
      result,
      explained: await explainedDocument(db),
      pointers: await demoPointers(db, story),
    }
  } finally {
    await db.close()
  }
}

/** Leaves an empty, migrated database, or refuses: nobody's books are ever dropped. */
async function prepareDatabase(server: Server): Promise<void> {
  const state = await migratedState(server)
  if (state === 'empty') return
  if (state === 'books' || server.kind === 'external') throw notDemoData(server)
  await recreateDatabase(server)
  await migratedState(server)
}

async function migratedState(server: Server): Promise<BooksState> {
  const owner = connect(server, { as: 'owner', connections: 1 })
  try {
    await migrate(owner)
    return await booksState(owner)
  } finally {
    await owner.close()
  }
}

function notDemoData(server: Server): BillingError {
  return new BillingError(
    'not-demo-data',
    server.kind === 'external'
      ? `${server.description} is not empty, and the demo takes an empty database only. Point DATABASE_URL to another one, or unset it`
      : `${server.description} holds more than a demo, so nothing was touched. Next: LASKURI_DATA=another-folder npx laskuri demo`,
    { details: { database: server.description } },
  )
}
