import { earlierMonth, laterMonth, monthsFrom, type BillingMonth } from '../../rules/billing-month.ts'
import { differenceLines, type BilledCharge, type DifferenceLine } from '../../rules/difference.ts'
import { invoiceOf, type InvoiceValue } from '../../rules/invoice.ts'
import { rateMonth, type HoldReason } from '../../rules/rate-month.ts'
import { earliestTouchedMonth } from '../../rules/touched-months.ts'
import { billedByLine, mergeBilled } from '../../rules/merge-billed.ts'
import type { CustomerMonth, RunSetup } from './customer-month.ts'

/** A usage month that can't be billed yet, and why. */
export interface Hold {
  readonly usageMonth: BillingMonth
  readonly reason: HoldReason
}

export interface InvoicePlan {
  readonly invoice: InvoiceValue | undefined
  readonly holds: readonly Hold[]
  /** On a credit note: the numbers of the documents whose usage months it corrects. */
  readonly corrects: readonly string[]
}

/**
 * What a run issues for one customer, purely: rate every usage month that may differ, subtract what was billed, and
 * make the document. Where earlier months are planned too, their documents count as billed for the ones after them.
 */
export function planInvoice(customer: CustomerMonth, setup: RunSetup): InvoicePlan {
  let billed = customer.billed
  let held = customer.heldBefore
  let plan: InvoicePlan = { invoice: undefined, holds: [], corrects: [] }
  for (const month of setup.months) {
    plan = planMonth(customer, month, setup, billed, held)
    billed = mergeBilled(billed, (plan.invoice?.lines ?? []).map(billedByLine))
    held = plan.holds.map(({ usageMonth }) => usageMonth)
  }
  return plan
}

function planMonth(
  { facts, documentsOf }: CustomerMonth,
  month: BillingMonth,
  { firstMonth, priceLists }: RunSetup,
  billed: readonly BilledCharge[],
  held: readonly BillingMonth[],
): InvoicePlan {
  const touched = held.reduce(earlierMonth, earliestTouchedMonth(facts, month) ?? month)
  const differences: DifferenceLine[] = []
  const holds: Hold[] = []
  for (const usageMonth of monthsFrom(laterMonth(touched, firstMonth), month)) {
    const rated = rateMonth(facts, usageMonth, month, priceLists)
    if (rated.kind === 'held') holds.push(...rated.reasons.map((reason) => ({ usageMonth, reason })))
    else differences.push(...differenceLines(usageMonth, rated.charges, billed))
  }
  const invoice = invoiceOf(facts.customer, month, differences, facts.vatTreatments)
  return {
    invoice,
    holds,
    corrects: invoice?.kind === 'credit-note' ? correctedBy(invoice, documentsOf) : [],
  }
}

function correctedBy(invoice: InvoiceValue, documentsOf: CustomerMonth['documentsOf']): readonly string[] {
  const corrected = invoice.lines
    .filter((line) => line.net.isNegative())
    .flatMap((line) => documentsOf.get(line.usageMonth) ?? [])
  return [...new Set(corrected)].toSorted()
}
