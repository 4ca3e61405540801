// R4. "API functionalities that have transaction fee: Import accounting data (accounting.nv), Import purchase invoice
// (purchaseinvoice.nv), Import eScan document (eScan.nv)." Decided: an import is a POST; names compare without case and
// without a query string. Newer pages charge attachments or make eScan free: a new dated row, not new code.
// Tests: test/rules/charged-resources.test.ts
import { billingMonth, type BillingMonth } from './billing-month.ts'
import type { DatedRow } from './dated-series.ts'

const chargedImports = ['accounting.nv', 'purchaseinvoice.nv', 'escan.nv'] as const

/** A resource whose successful POST carries a transaction fee. */
export type ChargedResource = (typeof chargedImports)[number]

interface ChargedResourceRow extends DatedRow {
  readonly resource: ChargedResource
  readonly method: 'POST'
}

const source = 'API functionalities that have transaction fee: accounting.nv, purchaseinvoice.nv, eScan.nv.'

const chargedResourceTable: readonly ChargedResourceRow[] = chargedImports.map((resource) => ({
  resource,
  from: billingMonth('1970-01'),
  method: 'POST',
  source,
}))

/** The resource names that can carry a price at all. */
export const chargedResources: readonly ChargedResource[] = chargedImports

/** The charged resource that a call in the month is an import to; undefined for a call that is included. */
export function chargedResourceOf(
  resource: string,
  method: string,
  month: BillingMonth,
): ChargedResource | undefined {
  return chargedResourceTable.find(
    (row) => row.resource === resource && row.method === method && row.from <= month,
  )?.resource
}

/** The name as it is compared and shown: lower case, without a query string. */
export function normalResourceName(name: string): string {
  const query = name.indexOf('?')
  return (query === -1 ? name : name.slice(0, query)).toLowerCase()
}

export function asChargedResource(name: string): ChargedResource | undefined {
  return chargedImports.find((resource) => resource === normalResourceName(name))
}
