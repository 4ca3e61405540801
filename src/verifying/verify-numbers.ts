import type { DocumentKind } from '../../rules/invoice.ts'
import { formatDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { Report } from './difference.ts'

/**
 * Checks every number series: in the order of billing month and customer, documents carry the numbers from 1 without a
 * gap, and the register says the same.
 */
export async function verifyNumbers(db: Database, report: Report): Promise<void> {
  const rows = await db.sql<Row[]>`
    with issued as (
      select kind, year, number, customer_id, billing_month,
        row_number() over (partition by kind, year order by billing_month, customer_id) as expected
      from documents
    )
    select coalesce(i.kind, n.kind)::text as kind, coalesce(i.year, n.year) as year, i.number, i.expected::integer as expected,
      n.number as registered, coalesce(i.customer_id, n.customer_id) as customer,
      coalesce(i.billing_month, n.billing_month)::text as month
    from issued i full join document_numbers n on n.customer_id = i.customer_id and n.billing_month = i.billing_month
    where i.number is distinct from i.expected or (n.kind, n.year, n.number) is distinct from (i.kind, i.year, i.number)
    order by 1, 2, coalesce(i.number, n.number)`
  for (const row of rows) {
    const { kind, year, number, expected, registered, customer } = row
    const numberOf = (sequence: number | null) =>
      sequence === null
        ? 'none'
        : formatDocumentNumber({ kind, year, number: sequence } satisfies DocumentNumber)
    const about = {
      thing: 'number',
      month: monthOfDate(row.month),
      customer,
      document: numberOf(number),
    } as const
    if (number !== expected)
      report({
        ...about,
        where: 'number of the document, in customer order',
        expected: numberOf(expected),
        found: numberOf(number),
      })
    if (number !== registered)
      report({
        ...about,
        where: 'number in the register',
        expected: numberOf(number),
        found: numberOf(registered),
      })
    if (number === expected && number === registered)
      report({
        ...about,
        where: 'series in the register',
        expected: `${kind} of ${year}`,
        found: 'another series',
      })
  }
}

interface Row {
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number | null
  readonly expected: number | null
  readonly registered: number | null
  readonly customer: string
  readonly month: string
}
