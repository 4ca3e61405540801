import type { Database } from '../database/client.ts'

/** The voucher of the entry of a document `d`: its number as printed. */
export function documentVoucher({ sql }: Database) {
  return sql`d.year || case when d.kind = 'credit-note' then '-C' else '-' end || lpad(d.number::text, 7, '0')`
}
