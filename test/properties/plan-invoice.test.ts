import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthsFrom } from '../../rules/billing-month.ts'
import { differenceLines, type BilledCharge } from '../../rules/difference.ts'
import { invoiceOf } from '../../rules/invoice.ts'
import { billedByLine, mergeBilled } from '../../rules/merge-billed.ts'
import { rateMonth } from '../../rules/rate-month.ts'
import { planInvoice, type InvoicePlan } from '../../src/invoicing/plan-invoice.ts'
import { firstMonth, histories, lastMonth, type History } from './generators.ts'

const buyer = { customer: 'c1', name: 'Esimerkki Oy', businessId: null, vatNumber: null }

/** Month after month as the runs issue them: each plan rates only what may differ. */
function plansOf({ facts, priceLists }: History): readonly InvoicePlan[] {
  let billed: readonly BilledCharge[] = []
  let held: InvoicePlan['holds'] = []
  return monthsFrom(firstMonth, lastMonth).map((month) => {
    const plan = planInvoice(
      { buyer, facts, billed, heldBefore: held.map((hold) => hold.usageMonth), documentsOf: new Map() },
      { months: [month], firstMonth, priceLists, countedFrom: 'aggregates' },
    )
    billed = mergeBilled(billed, (plan.invoice?.lines ?? []).map(billedByLine))
    held = plan.holds
    return plan
  })
}

test('rating only what may differ gives the documents that rating every month would give', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { facts, priceLists } = history
      let billed: readonly BilledCharge[] = []
      for (const [index, plan] of plansOf(history).entries()) {
        const month = monthsFrom(firstMonth, lastMonth)[index] ?? lastMonth
        const differences = monthsFrom(firstMonth, month).flatMap((usageMonth) => {
          const rated = rateMonth(facts, usageMonth, month, priceLists)
          return rated.kind === 'rated' ? differenceLines(usageMonth, rated.charges, billed) : []
        })
        const expected = invoiceOf(facts.customer, month, differences, facts.vatTreatments)
        expect(plan.invoice).toEqual(expected)
        billed = mergeBilled(billed, (expected?.lines ?? []).map(billedByLine))
      }
    }),
  )
})

test('every usage month that is still held is listed in every run, with all its reasons', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const last = plansOf(history).at(-1)
      for (const month of monthsFrom(firstMonth, lastMonth)) {
        const rated = rateMonth(history.facts, month, lastMonth, history.priceLists)
        const listed = last?.holds.filter((hold) => hold.usageMonth === month).map((hold) => hold.reason)
        expect(listed).toEqual(rated.kind === 'held' ? rated.reasons : [])
      }
    }),
  )
})

test('planning several months at once gives the last document that month after month would give', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { facts, priceLists } = history
      const atOnce = planInvoice(
        { buyer, facts, billed: [], heldBefore: [], documentsOf: new Map() },
        { months: monthsFrom(firstMonth, lastMonth), firstMonth, priceLists, countedFrom: 'aggregates' },
      )
      const last = plansOf(history).at(-1)
      expect(atOnce.invoice).toEqual(last?.invoice)
      expect(atOnce.holds).toEqual(last?.holds)
    }),
  )
})
