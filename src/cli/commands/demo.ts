import { Command } from 'commander'
import { connect } from '../../database/client.ts'
import type { Server } from '../../database/server.ts'
import { demoPointers } from '../../demo/demo-pointers.ts'
import { demoSize, demoStory } from '../../demo/demo-story.ts'
import { explainedDocument } from '../../demo/explained-document.ts'
import { prepareDatabase } from '../../demo/prepare-database.ts'
import { runDemo } from '../../demo/run-demo.ts'
import { explainDocument } from '../../explaining/explain-document.ts'
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
  npx laskuri demo`,
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
    const result = await withProgress(
      context,
      { title: 'demo', what: 'events', total: story.eventsAbout, about: true },
      (onProgress) => runDemo(db, story, { clock, interrupted, onProgress }),
    )
    const document = await explainedDocument(db)
    return {
      size: demoSize,
      result,
      explained: document === undefined ? undefined : await explainDocument(db, document),
      pointers: await demoPointers(db, story),
    }
  } finally {
    await db.close()
  }
}
