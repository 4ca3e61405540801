import { helsinkiDate } from '../clock/helsinki-date.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'
import { heldPeriods } from '../customers/held-periods.ts'
import type { CustomerFactSheet } from '../reporting/customer-facts.ts'
import { factRows, type FactRow } from './fact-rows.ts'
import { heldText } from './held-text.ts'
import { table } from './table.ts'

/** A customer for people: particulars, then every fact with its two months, when and by whom it was recorded, and why. */
export function factSheetText(sheet: CustomerFactSheet): string {
  const { customer, name, businessId, vatNumber } = sheet.customer
  const facts = factRows(sheet)
  return [
    [customer, name, businessId, vatNumber].filter((part) => part !== null).join('  '),
    facts.length === 0 ? 'No dated facts.' : table(factColumns, facts.map(factCells)),
    ...(sheet.clerkHolds.length === 0 ? [] : [`Now ${heldText(heldPeriods(sheet.clerkHolds))}`]),
    openingsText(sheet),
  ].join('\n\n')
}

const factColumns = [
  { title: 'from' },
  { title: 'fact', wraps: true },
  { title: 'value', wraps: true },
  { title: 'posted in' },
  { title: 'recorded' },
  { title: 'by', wraps: true },
]

function factCells({ from, fact, value, reason, postedIn, attribution }: FactRow): readonly string[] {
  const { recordedAt, recordedBy, note } = attribution
  const why = [reason ?? null, note].filter((part) => part !== null)
  return [from, fact, [value, ...why].join('\n'), postedIn, helsinkiDate(recordedAt), recordedBy]
}

function openingsText({ openings, attributionOf }: CustomerFactSheet): string {
  if (openings.length === 0) return 'The API was never opened.'
  return table(
    [
      { title: 'API opened' },
      { title: 'by', wraps: true },
      { title: 'closed' },
      { title: 'by', wraps: true },
    ],
    openings.map(({ openingNumber, openedAt, closedAt }) => [
      helsinkiTime(openedAt),
      attributionOf('access', openingNumber).recordedBy,
      closedAt === undefined ? 'open' : helsinkiTime(closedAt),
      closedAt === undefined ? '' : attributionOf('access', openingNumber + 1).recordedBy,
    ]),
  )
}
