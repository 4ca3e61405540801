import { billingMonth } from '../../../rules/billing-month.ts'
import { asChargedResource } from '../../../rules/charged-resources.ts'
import { decimal } from '../../../rules/decimal.ts'
import { pricingModels } from '../../../rules/package-eligibility.ts'
import { vatTreatments } from '../../../rules/vat.ts'
import {
  recordAgreedMonthlyFees,
  recordRevenueReports,
  recordVatTreatments,
} from '../../../src/customers/record-dated-facts.ts'
import { recordClerkHolds } from '../../../src/customers/record-clerk-holds.ts'
import { recordServiceTerms } from '../../../src/customers/record-service-terms.ts'
import { requireCustomers } from '../../../src/customers/require-customers.ts'
import { atomically } from '../../../src/database/atomically.ts'
import type { Database } from '../../../src/database/client.ts'
import { recordCustomerPrices } from '../../../src/prices/customer-prices.ts'
import { priceContent } from '../../../src/prices/price-content.ts'
import type { NewNaiveFact } from '../naive/record-fact.ts'
import { clerkAt, type EngineBooks } from './engine-books.ts'

/** Records the fact as the commands do: for known customers alone. */
export async function recordFact({ runtime }: EngineBooks, fact: NewNaiveFact, now: number): Promise<void> {
  await atomically(runtime, async (tx) => {
    await requireCustomers(tx, [fact.customer])
    await record(tx, fact, now)
  })
}

async function record(tx: Database, fact: NewNaiveFact, now: number): Promise<void> {
  const { customer } = fact
  const from = billingMonth(fact.from)
  const clerk = clerkAt(now)
  switch (fact.about) {
    case 'terms': {
      const pricingModel = one(pricingModels, fact.pricingModel)
      const value = { pricingModel, servicePackage: fact.servicePackage }
      return recordServiceTerms(tx, [{ customer, from, value, storeDate: null }], clerk)
    }
    case 'revenue':
      return recordRevenueReports(tx, [{ customer, from, value: decimal(fact.eur) }], clerk)
    case 'fee': {
      const value = fact.fee === null ? null : decimal(fact.fee)
      return recordAgreedMonthlyFees(tx, [{ customer, from, value }], clerk)
    }
    case 'vat':
      return recordVatTreatments(tx, [{ customer, from, value: one(vatTreatments, fact.treatment) }], clerk)
    case 'hold': {
      const value = { held: fact.why !== null, reason: fact.why ?? 'released' }
      return recordClerkHolds(tx, [{ customer, from, value }], clerk)
    }
    case 'price': {
      const resource = asChargedResource(fact.resource)
      if (resource === undefined) throw new RangeError(`${fact.resource} carries no fee`)
      const price = fact.price === null ? null : priceContent.parse(fact.price)
      return recordCustomerPrices(tx, [{ customer, from, resource, price }], clerk)
    }
  }
}

function one<Name extends string>(names: readonly Name[], wanted: string): Name {
  const found = names.find((name) => name === wanted)
  if (found === undefined) throw new RangeError(`${wanted} is none of ${names.join(', ')}`)
  return found
}
