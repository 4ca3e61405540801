import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { instantOfTimestamp } from '../../database/instant-of-timestamp.ts'
import { asUserRole, type UserRole } from './user-role.ts'

/** As what a user acts for a customer now. */
export interface ActingUser extends Attribution {
  readonly customer: string
  readonly user: string
  /** Null: no longer. */
  readonly role: UserRole | null
}

export interface AskedRoles {
  readonly customer?: string
  readonly user?: string
  /** Users after this one. */
  readonly after?: string
  readonly limit?: number
}

/** The last word on each customer and user, those who no longer act too; by customer and user, in byte order. */
export async function loadUserRoles(
  { sql }: Database,
  { customer, user, after = '', limit }: AskedRoles,
): Promise<readonly ActingUser[]> {
  const rows = await sql<RoleRow[]>`
    select distinct on (customer_id, user_id) customer_id, user_id, role, recorded_at::text, recorded_by, note
    from user_roles
    where ${customer === undefined ? sql`true` : sql`customer_id = ${customer}`}
      and ${user === undefined ? sql`user_id > ${after}` : sql`user_id = ${user}`}
    order by customer_id, user_id, change_number desc limit ${limit ?? null}`
  return rows.map((row) => ({
    customer: row.customer_id,
    user: row.user_id,
    role: asUserRole(row.role),
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
  }))
}

interface RoleRow {
  readonly customer_id: string
  readonly user_id: string
  readonly role: string | null
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
}
