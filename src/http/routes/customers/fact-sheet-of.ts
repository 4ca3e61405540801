import type { Database } from '../../../database/client.ts'
import { BillingError } from '../../../errors/billing-error.ts'
import { loadFactSheets } from '../../../reporting/customer-facts.ts'
import { factSheetJson } from '../../../reporting/fact-sheet-json.ts'

export type FactSheetJson = ReturnType<typeof factSheetJson>

/** Everything recorded about the customer; refuses with `unknown-customer`. */
export async function factSheetOf(db: Database, id: string): Promise<FactSheetJson> {
  const [sheet] = await loadFactSheets(db, [id])
  if (sheet !== undefined) return factSheetJson(sheet)
  throw new BillingError('unknown-customer', `There is no customer ${JSON.stringify(id)}`, {
    details: { customers: [id] },
  })
}
