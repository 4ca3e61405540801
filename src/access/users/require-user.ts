import type { Database } from '../../database/client.ts'
import { BillingError } from '../../errors/billing-error.ts'

/** Refuses with `unknown-user` who has never acted for any customer. */
export async function requireUser(db: Database, user: string): Promise<void> {
  const [known] = await db.sql`select from users where user_id = ${user}`
  if (known === undefined)
    throw new BillingError(
      'unknown-user',
      `There is no user ${JSON.stringify(user)}. Next: npx laskuri access user CUSTOMER USER --role user`,
      { details: { user } },
    )
}
