import type { RecordedPriceList } from '../../rules/price-list.ts'
import { committedPriceList } from '../commitments/price-list-hash.ts'
import type { Database } from '../database/client.ts'
import { priceListContent } from '../prices/price-list-content.ts'
import type { Report } from './difference.ts'

/**
 * Reads every price list version, proves it again, and compares what it says with what documents committed to. Those
 * that can't be read any more are reported, and left out of the answer.
 */
export async function verifyPriceLists(db: Database, report: Report): Promise<readonly RecordedPriceList[]> {
  const rows = await db.sql<Row[]>`
    select l.list_id, l.content, l.name = l.content->>'name' and l.status::text = l.content->>'status'
        and to_char(l.effective_from, 'YYYY-MM') = l.content->>'effectiveFrom' as is_consistent,
      array(select distinct c->>'hash' from documents d cross join jsonb_array_elements(d.price_lists) c
        where c->>'listId' = l.list_id::text) as committed
    from price_lists l order by l.list_id`
  return rows.flatMap((row) => {
    const about = { thing: 'price list', where: `version ${row.list_id}` } as const
    const read = priceListContent.safeParse(row.content)
    if (!read.success) {
      report({ ...about, expected: 'a list that is proved total', found: 'one that is not' })
      return []
    }
    const recorded = { listId: row.list_id, list: read.data }
    const { hash } = committedPriceList(recorded)
    if (!row.is_consistent)
      report({ ...about, expected: "name, status and first month as in the list's content", found: 'others' })
    for (const committed of row.committed)
      if (committed !== hash)
        report({
          ...about,
          where: `${about.where}: hash that documents committed to`,
          expected: committed,
          found: hash,
        })
    return [recorded]
  })
}

interface Row {
  readonly list_id: number
  readonly content: unknown
  readonly is_consistent: boolean
  readonly committed: readonly string[]
}
