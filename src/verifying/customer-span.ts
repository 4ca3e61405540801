import type { Database } from '../database/client.ts'

/** Customers that follow each other in byte order, after one and up to another; null is before and after all. */
export interface CustomerSpan {
  readonly after: string | null
  readonly upTo: string | null
  /** Of these, one alone. */
  readonly only?: string | undefined
}

/** The condition that a column names a customer of the span. */
export function inSpan(
  { sql }: Database,
  column: ReturnType<Database['sql']>,
  { after, upTo, only }: CustomerSpan,
) {
  return sql`true
    ${after === null ? sql`` : sql`and ${column} > ${after}`}
    ${upTo === null ? sql`` : sql`and ${column} <= ${upTo}`}
    ${only === undefined ? sql`` : sql`and ${column} = ${only}`}`
}
