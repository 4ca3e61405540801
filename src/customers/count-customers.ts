import type { Database } from '../database/client.ts'

export async function countCustomers(db: Database): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`select count(*)::integer as count from customers`
  return row?.count ?? 0
}
