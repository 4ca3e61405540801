import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { instantOfTimestamp } from '../../database/instant-of-timestamp.ts'

/** An API identifier without its key, and who created it. */
export interface ApiIdentifier extends Attribution {
  readonly identifier: string
  readonly user: string
}

/** The users' identifiers by user in the order of creation; those after one, and as many as are wanted. */
export async function listIdentifiers(
  { sql }: Database,
  users: readonly string[],
  { after, limit }: { readonly after?: string | undefined; readonly limit?: number } = {},
): Promise<readonly ApiIdentifier[]> {
  const rows = await sql<IdentifierRow[]>`
    select identifier_id, user_id, recorded_at::text, recorded_by, note from api_identifiers
    where user_id = any(${[...users]}::text[])
      and ${
        after === undefined
          ? sql`true`
          : sql`(user_id, recorded_at, identifier_id)
              > (select user_id, recorded_at, identifier_id from api_identifiers where identifier_id = ${after})`
      }
    order by user_id, recorded_at, identifier_id limit ${limit ?? null}`
  return rows.map((row) => ({
    identifier: row.identifier_id,
    user: row.user_id,
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
  }))
}

interface IdentifierRow {
  readonly identifier_id: string
  readonly user_id: string
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
}
