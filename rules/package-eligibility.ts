// R1. "Using Netvisor API is included in Professional- and Premium -service packages." "According to the old pricing
// model, using Netvisor's Web Service Interface is a service, which will be billed on monthly basis."
// Since: the document (2018). Decided: under package pricing any other package refuses the API; the old ("separate")
// pricing model opens it with any package; the set is a dated table, so a new package is a new row. Payroll is listed
// as including the API by newer pages only: the document rules, so its row says no until we decide otherwise.
// Tests: test/rules/package-eligibility.test.ts
import { billingMonth, type BillingMonth } from './billing-month.ts'
import { rowInForce, type DatedRow } from './dated-series.ts'

export const pricingModels = ['package', 'separate'] as const
export type PricingModel = (typeof pricingModels)[number]

/** What the customer agreed with the Store: the pricing model and the service package, from a month on. */
export interface ServiceTerms {
  readonly pricingModel: PricingModel
  readonly servicePackage: string
}

export type ApiEligibility =
  | { readonly kind: 'eligible'; readonly because: 'package-includes-api' | 'separate-pricing' }
  | { readonly kind: 'package-lacks-api'; readonly servicePackage: string }
  | { readonly kind: 'no-terms' }

/** May a customer with these terms open and use the API in the month? */
export function apiEligibility(terms: ServiceTerms | undefined, month: BillingMonth): ApiEligibility {
  if (terms === undefined) return { kind: 'no-terms' }
  if (terms.pricingModel === 'separate') return { kind: 'eligible', because: 'separate-pricing' }
  return packageIncludesApi(terms.servicePackage, month)
    ? { kind: 'eligible', because: 'package-includes-api' }
    : { kind: 'package-lacks-api', servicePackage: terms.servicePackage }
}

export function isServicePackage(name: string): boolean {
  return Object.hasOwn(packageTable, name)
}

function packageIncludesApi(servicePackage: string, month: BillingMonth): boolean {
  if (!isServicePackage(servicePackage)) return false
  return rowInForce(packageTable[servicePackage] ?? [], month)?.includesApi ?? false
}

interface PackageRow extends DatedRow {
  readonly includesApi: boolean
}

const beginning = billingMonth('1970-01')
const included = row(true, 'Using Netvisor API is included in Professional- and Premium -service packages.')
const notIncluded = row(false, 'Not among the packages that the document names as including the API.')

/** Service packages by name, each with its dated rows. */
export const packageTable: Readonly<Record<string, readonly PackageRow[]>> = {
  starter: notIncluded,
  basic: notIncluded,
  core: notIncluded,
  payroll: notIncluded,
  professional: included,
  premium: included,
}

export const servicePackages: readonly string[] = Object.keys(packageTable)

function row(includesApi: boolean, source: string): readonly PackageRow[] {
  return [{ from: beginning, includesApi, source }]
}
