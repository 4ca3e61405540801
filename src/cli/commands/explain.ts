import { Command } from 'commander'
import type { DocumentNumber } from '../../../rules/document-number.ts'
import { requireDocument } from '../../documents/read-documents.ts'
import { explainDocument } from '../../explaining/explain-document.ts'
import { explanationForPrograms, toldExplanation } from '../../explaining/told-explanation.ts'
import { countArgument, numberArgument } from '../arguments.ts'
import { withBooks, type CliContext } from '../context.ts'

export function explainCommand(context: CliContext): Command {
  return new Command('explain')
    .description(
      'Why every line of a document is what it is: rules, dated values, arithmetic, what was billed before.',
    )
    .argument('<number>', 'as printed on it', numberArgument)
    .option('--line <n>', 'one line alone', countArgument)
    .option('--events', 'the very events behind each line as well, by time')
    .option('--json', 'print as JSON; with --events as JSON Lines: the explanation, then an event a line')
    .addHelpText('after', '\nExample:\n  npx laskuri explain 2026-0000001 --line 2 --events')
    .action(async (number: DocumentNumber, { line, events, json }: Options) => {
      await withBooks(context, async (db) => {
        const explanation = await explainDocument(db, await requireDocument(db, number), line)
        const told = json === true ? explanationForPrograms : toldExplanation
        await context.stream(told(db, explanation, { events: events === true }))
      })
    })
}

interface Options {
  readonly line?: number
  readonly events?: true
  readonly json?: true
}
