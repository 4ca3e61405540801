import { recordAccessChanges } from '../access/record-access-changes.ts'
import { recordManualCharges } from '../customers/manual-charges.ts'
import { recordClerkHolds } from '../customers/record-clerk-holds.ts'
import { recordCustomers } from '../customers/record-customers.ts'
import {
  recordAgreedMonthlyFees,
  recordRevenueReports,
  recordVatTreatments,
} from '../customers/record-dated-facts.ts'
import { recordServiceTerms } from '../customers/record-service-terms.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { recordCustomerPrices } from '../prices/customer-prices.ts'
import type { CustomerObject } from './customer-object.ts'

/** Records customers with all their facts, in the order of the objects. Returns how many customers were new. */
export async function recordCustomerObjects(
  tx: Database,
  objects: readonly CustomerObject[],
  attribution: Attribution,
): Promise<number> {
  await lockCustomers(tx, new Set(objects.map(({ customer }) => customer.customer))) // lanes come before the month
  const added = await recordCustomers(
    tx,
    objects.map(({ customer }) => customer),
    attribution,
  )
  await recordVatTreatments(
    tx,
    objects.flatMap(({ vat }) => vat),
    attribution,
  )
  await recordServiceTerms(
    tx,
    objects.flatMap(({ terms }) => terms),
    attribution,
  )
  await recordRevenueReports(
    tx,
    objects.flatMap(({ revenue }) => revenue),
    attribution,
  )
  await recordAgreedMonthlyFees(
    tx,
    objects.flatMap(({ agreedMonthlyFee }) => agreedMonthlyFee),
    attribution,
  )
  await recordCustomerPrices(
    tx,
    objects.flatMap(({ transactionPrices }) => transactionPrices),
    attribution,
  )
  await recordManualCharges(
    tx,
    objects.flatMap(({ manualCharges }) => manualCharges),
    attribution,
  )
  await recordClerkHolds(
    tx,
    objects.flatMap(({ clerkHolds }) => clerkHolds),
    attribution,
  )
  await recordAccessChanges(
    tx,
    objects.flatMap(({ api }) => api),
    attribution,
  )
  return added
}
