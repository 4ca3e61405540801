// R4. "API functionalities that have transaction fee: Import accounting data (accounting.nv), Import purchase invoice
// (purchaseinvoice.nv), Import eScan document (eScan.nv)." Decided: an import is a POST; names compare without case and
// without a query string. Newer pages charge attachments or make eScan free: a new dated row, not new code.
// Tests: test/rules/charged-resources.test.ts
import { billingMonth, type BillingMonth } from './billing-month.ts'
import { rowInForce, type DatedRow } from './dated-series.ts'

const chargedImports = ['accounting.nv', 'purchaseinvoice.nv', 'escan.nv'] as const

/** A resource whose successful POST carries a transaction fee. */
export type ChargedResource = (typeof chargedImports)[number]

/** Whether the resource's calls with the method carry the fee, from a month on. */
export interface ChargedResourceRow extends DatedRow {
  readonly method: 'POST'
  readonly charged: boolean
}

const source = 'API functionalities that have transaction fee: accounting.nv, purchaseinvoice.nv, eScan.nv.'

const fromTheBeginning: readonly ChargedResourceRow[] = [
  { from: billingMonth('1970-01'), method: 'POST', charged: true, source },
]

/** The charged resources, each with its dated rows. */
export const chargedResourceTable: Readonly<Record<ChargedResource, readonly ChargedResourceRow[]>> = {
  'accounting.nv': fromTheBeginning,
  'purchaseinvoice.nv': fromTheBeginning,
  'escan.nv': fromTheBeginning,
}

/** The resource names that can carry a price at all. */
export const chargedResources: readonly ChargedResource[] = chargedImports

/** The charged resource that a call in the month is an import to; undefined for a call that is included. */
export function chargedResourceOf(
  resource: string,
  method: string,
  month: BillingMonth,
): ChargedResource | undefined {
  const known = chargedImports.find((each) => each === resource)
  return known !== undefined && isCharged(chargedResourceTable[known], method, month) ? known : undefined
}

/** The row that decides whether calls to the resource carry the fee in the month. */
export function chargedResourceRow(
  resource: ChargedResource,
  month: BillingMonth,
): ChargedResourceRow | undefined {
  return rowInForce(chargedResourceTable[resource], month)
}

/** By the row in force for the month. */
export function isCharged(rows: readonly ChargedResourceRow[], method: string, month: BillingMonth): boolean {
  const row = rowInForce(rows, month)
  return row !== undefined && row.charged && row.method === method
}

/** The name as it is compared and shown: lower case, without a query string. */
export function normalResourceName(name: string): string {
  const query = name.indexOf('?')
  return (query === -1 ? name : name.slice(0, query)).toLowerCase()
}

export function asChargedResource(name: string): ChargedResource | undefined {
  return chargedImports.find((resource) => resource === normalResourceName(name))
}
