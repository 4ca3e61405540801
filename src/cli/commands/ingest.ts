import { Command, Option } from 'commander'
import { BillingError } from '../../errors/billing-error.ts'
import { ingestFiles } from '../../importing/ingest-files.ts'
import type { IngestSummary } from '../../importing/ingesting/ingest-summary.ts'
import type { RowFormat } from '../../importing/reading/row.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { ingestText, refusedRows } from '../ingest-text.ts'
import { withProgress } from '../progress.ts'

const formats: readonly RowFormat[] = ['jsonl', 'csv', 'json']

interface Options {
  readonly backfill?: true
  readonly rejects?: string
  readonly format?: RowFormat
  readonly note?: string
  readonly json?: true
}

export function ingestCommand(context: CliContext): Command {
  return new Command('ingest')
    .description('Records API call events exactly once; sending a file again is always safe.')
    .argument('<file...>', 'JSON Lines, CSV or CloudEvents, plain or gzip; - is standard input')
    .option('--backfill', "an operator's import: take events older than the window")
    .option('--rejects <file>', 'keep every refused row with its reason, as JSON Lines')
    .addOption(new Option('--format <format>', 'instead of finding it out').choices(formats))
    .option('--note <text>', 'why, kept with the events')
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      `
An event, a line each (id, customer, resource, method and outcome are required):
  {"id":"e1","customer":"c1","resource":"purchaseinvoice.nv","method":"POST","outcome":"ok","quantity":3,
   "at":"2026-03-10T10:00:00+02:00"}
Exit code 1 when a row was refused or in conflict; all others are recorded.

Example:
  npx laskuri ingest events.jsonl.gz --rejects refused.jsonl`,
    )
    .action(async (files: string[], options: Options) => {
      const startedMs = performance.now()
      const summary = await ingest(context, files, options)
      const seconds = (performance.now() - startedMs) / 1000
      context.print(
        options.json === true
          ? JSON.stringify({ ...summary, firstRefused: summary.firstRefused.map(refusedRowJson) }, null, 2)
          : ingestText(summary, seconds),
      )
      refuseUnlessWhole(summary, options)
    })
}

async function ingest(
  context: CliContext,
  files: readonly string[],
  options: Options,
): Promise<IngestSummary> {
  const { recordedBy, note } = attributionOf(context, options.note)
  return withBooks(context, (db) =>
    withProgress(context, { title: 'ingest', what: 'rows' }, (advance) => {
      let seen = 0
      return ingestFiles(db, files, {
        backfill: options.backfill === true,
        rejects: options.rejects,
        format: options.format,
        clock: context.clock,
        recordedBy,
        note,
        signal: context.interrupted,
        onProgress: ({ rows }) => {
          advance(rows - seen)
          seen = rows
        },
      })
    }),
  )
}

function refuseUnlessWhole(summary: IngestSummary, { rejects }: Options): void {
  if (summary.interrupted)
    throw new BillingError(
      'interrupted',
      'The ingest was interrupted; what is recorded stands. Repeat the same command',
      {
        retryable: true,
      },
    )
  const refused = refusedRows(summary)
  if (refused > 0)
    throw new BillingError(
      'rows-refused',
      `${refused} of ${summary.rows} rows were not recorded${rejects === undefined ? '; --rejects FILE keeps them all' : `; they are in ${rejects}`}`,
    )
}

function refusedRowJson({ place, reason, message }: IngestSummary['firstRefused'][number]) {
  return { file: place.file, position: place.position, reason, message }
}
