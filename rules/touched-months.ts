// R8 (decided). "Only months at or after the earliest one that a fact posted in M touches, and held ones, can differ; a
// late first success makes every month since then billable, with calls or without." A dated fact touches its `from`,
// usage and a manual charge their usage month, a first success, also one
// taken back, the month it happened in. Tests: test/rules/touched-months.test.ts
import { earlierMonth, monthOf, type BillingMonth } from './billing-month.ts'
import type { CustomerFacts } from './rate-month.ts'

/** The earliest usage month that a fact posted in the month touches; undefined when none was posted. */
export function earliestTouchedMonth(facts: CustomerFacts, postedIn: BillingMonth): BillingMonth | undefined {
  const dated = [
    ...facts.terms,
    ...facts.revenue,
    ...facts.agreedMonthlyFees,
    ...facts.transactionPrices,
    ...facts.vatTreatments,
    ...facts.clerkHolds,
  ]
  return [
    ...dated.filter((fact) => fact.postedIn === postedIn).map((fact) => fact.from),
    ...[...facts.usage, ...facts.manualCharges]
      .filter((fact) => fact.postedIn === postedIn)
      .map((fact) => fact.usageMonth),
    ...facts.firstSuccesses
      .filter((success) => success.postedIn === postedIn || success.takenBackIn === postedIn)
      .map((success) => monthOf(success.at)),
  ].reduce<BillingMonth | undefined>(
    (earliest, month) => (earliest === undefined ? month : earlierMonth(earliest, month)),
    undefined,
  )
}
