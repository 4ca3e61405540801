import { BillingError } from '../../../src/errors/billing-error.ts'
import type { Verdict } from '../naive/verdict.ts'

/** What the engine answers: its word, or the code of its refusal. Anything else that it throws is a defect. */
export async function verdictOf(work: () => Promise<string | void>): Promise<Verdict> {
  try {
    return (await work()) ?? 'done'
  } catch (error) {
    if (error instanceof BillingError) return { refused: [error.code] }
    throw error
  }
}
