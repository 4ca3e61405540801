import { and, desc, eq } from 'drizzle-orm'
import { requireCustomers } from '../../customers/require-customers.ts'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { lockCustomers } from '../../database/lock-customers.ts'
import { userRoles, users } from '../../database/schema/users.ts'
import { BillingError } from '../../errors/billing-error.ts'
import type { UserRole } from './user-role.ts'

export interface NewUserRole {
  readonly customer: string
  readonly user: string
  /** Null: the user acts for the customer no longer, and the user's identifiers stop working for it. */
  readonly role: UserRole | null
}

/** Lets a user act for a customer, as something else, or no longer; a new user becomes known. Refuses what changes nothing. */
export async function recordUserRole(
  tx: Database,
  { customer, user, role }: NewUserRole,
  attribution: Attribution,
): Promise<void> {
  await requireCustomers(tx, [customer])
  await lockCustomers(tx, [customer])
  const [last] = await tx.orm
    .select()
    .from(userRoles)
    .where(and(eq(userRoles.customerId, customer), eq(userRoles.userId, user)))
    .orderBy(desc(userRoles.changeNumber))
    .limit(1)
  if ((last?.role ?? null) === role)
    throw new BillingError(
      'role-unchanged',
      role === null
        ? `${user} does not act for ${customer}; nothing is recorded`
        : `${user} acts for ${customer} as ${role} already; nothing is recorded`,
      { details: { customer, user, role } },
    )
  await tx.orm
    .insert(users)
    .values({ userId: user, ...attribution })
    .onConflictDoNothing()
  const changeNumber = (last?.changeNumber ?? 0) + 1
  await tx.orm
    .insert(userRoles)
    .values({ customerId: customer, userId: user, changeNumber, role, ...attribution })
}
