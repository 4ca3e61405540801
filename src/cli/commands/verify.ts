import { Argument, Command, InvalidArgumentError } from 'commander'
import { parseBillingMonth, type BillingMonth } from '../../../rules/billing-month.ts'
import {
  formatDocumentNumber,
  parseDocumentNumber,
  type DocumentNumber,
} from '../../../rules/document-number.ts'
import { countCustomers } from '../../customers/count-customers.ts'
import type { Database } from '../../database/client.ts'
import { readDocument } from '../../documents/read-documents.ts'
import { BillingError } from '../../errors/billing-error.ts'
import type { Difference } from '../../verifying/difference.ts'
import { reusedIds, type ReusedId } from '../../verifying/reused-ids.ts'
import { verifyBooks, type BooksToVerify, type Verified } from '../../verifying/verify-books.ts'
import { withBooks, type CliContext } from '../context.ts'
import { counted } from '../counted.ts'
import { withProgress } from '../progress.ts'

type Asked = { readonly month: BillingMonth } | { readonly number: DocumentNumber }

interface Options {
  readonly all?: true
  readonly json?: true
}

export function verifyCommand(context: CliContext): Command {
  return new Command('verify')
    .description(
      'Recomputes documents from the facts and events themselves, and proves sums, numbers and journal right.',
    )
    .addArgument(new Argument('[what]', 'a month, or a document number').argParser(askedArgument))
    .option('--all', 'everything: every month, every document, every event')
    .option('--json', 'print as JSON, a line for each difference, then one for the whole')
    .addHelpText(
      'after',
      '\nExit code 1 when anything differs. Commitments guard against accident and careless edits: who can write to\nthe database can also forge them.\n\nExample:\n  npx laskuri verify --all',
    )
    .action(async (asked: Asked | undefined, { all, json }: Options, command: Command) => {
      if ((asked === undefined) === (all !== true))
        command.error('Say what to verify: a month, a document number, or --all.')
      const { verified, differences, reused } = await withBooks(context, async (db) => {
        const books = await booksOf(db, asked)
        const customers = books.customer === undefined ? await countCustomers(db) : 1
        let found = 0
        const report = (difference: Difference) => {
          found += 1
          context.print(json === true ? JSON.stringify(difference) : differenceText(difference))
        }
        const done = await withProgress(
          context,
          { title: 'verify', what: 'customer months', total: customers * (await countRuns(db, books)) },
          (advance) => verifyBooks(db, books, report, advance),
        )
        return { verified: done, differences: found, reused: all === true ? await reusedIds(db) : [] }
      })
      if (json === true) context.print(JSON.stringify({ ...verified, differences, reusedIds: reused }))
      else context.print(verifiedText(verified, differences, reused))
      if (differences > 0)
        throw new BillingError('documents-differ', `${counted(differences, 'difference')} found`, {
          details: { differences },
        })
    })
}

function askedArgument(text: string): Asked {
  const month = parseBillingMonth(text)
  if (month !== undefined) return { month }
  const number = parseDocumentNumber(text)
  if (number === undefined)
    throw new InvalidArgumentError('Allowed: a month such as 2026-03, or a number such as 2026-0000001.')
  return { number }
}

async function booksOf(db: Database, asked: Asked | undefined): Promise<BooksToVerify> {
  if (asked === undefined) return {}
  if ('month' in asked) return asked
  const document = await readDocument(db, asked.number)
  if (document === undefined)
    throw new BillingError(
      'unknown-document',
      `No document ${formatDocumentNumber(asked.number)} has been issued. See: npx laskuri invoice list`,
    )
  return { month: document.month, customer: document.customer }
}

async function countRuns(db: Database, { month }: BooksToVerify): Promise<number> {
  if (month !== undefined) return 1
  const [row] = await db.sql<{ runs: number }[]>`select count(*)::integer as runs from invoice_runs`
  return row?.runs ?? 0
}

function differenceText({ thing, month, customer, document, where, expected, found }: Difference): string {
  const place = [month, customer, document, where].filter((part) => part !== undefined).join(', ')
  return `${thing}: ${place}: expected ${expected}, found ${found}`
}

function verifiedText(
  { months, documents, lines, events }: Verified,
  differences: number,
  reused: readonly ReusedId[],
): string {
  const what = `${counted(documents, 'document')} with ${counted(lines, 'line')}, ${counted(events, 'event')}, ${counted(months, 'month')}`
  return [
    `Verified: ${what}. ${differences === 0 ? 'Nothing differs.' : `${counted(differences, 'difference')}.`}`,
    ...(reused.length === 0
      ? []
      : [
          `Ids that their sources have used again for another event (no difference, but worth a look):`,
          ...reused.map(
            ({ customer, source, id, events: times }) => `  ${customer}, ${source}: ${id}, ${times} events`,
          ),
        ]),
  ].join('\n')
}
