import type { ApiKey } from '../api-keys/api-key.ts'
import { requireCustomers } from '../customers/require-customers.ts'
import type { Database } from '../database/client.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/** May the key ask or tell about the customer? */
export function coversCustomer({ customers }: ApiKey, customer: string): boolean {
  return customers === null || customers.includes(customer)
}

/** Refuses what the key may not see. */
export function requireCustomer(key: ApiKey, customer: string): void {
  if (!coversCustomer(key, customer))
    throw new HttpRefusal(
      problem(403, 'forbidden', `The API key does not cover customer ${JSON.stringify(customer)}`, {
        customer,
      }),
    )
}

/** Refuses a key that is restricted to some customers where an answer would be about all. */
export function requireAllCustomers({ customers }: ApiKey): void {
  if (customers !== null)
    throw new HttpRefusal(
      problem(403, 'forbidden', 'This is about all customers; the API key is restricted to some', {
        customers,
      }),
    )
}

/**
 * The customers that a report is about: the one asked for, else those of the key; undefined is all. Refuses what the key
 * may not see, and an unknown customer.
 */
export async function customersAsked(
  db: Database,
  key: ApiKey,
  customer: string | undefined,
): Promise<readonly string[] | undefined> {
  if (customer === undefined) return key.customers ?? undefined
  requireCustomer(key, customer)
  await requireCustomers(db, [customer])
  return [customer]
}
