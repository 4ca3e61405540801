import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthsFrom, startOfMonth, type BillingMonth } from '../../rules/billing-month.ts'
import type { BilledCharge } from '../../rules/difference.ts'
import { formatMoney, sumOfMoney } from '../../rules/money.ts'
import { billedByLine, mergeBilled } from '../../rules/merge-billed.ts'
import { priceOf } from '../../rules/price.ts'
import type { IssuedLine } from '../../src/documents/document.ts'
import { Arithmetic, given } from '../../src/explaining/arithmetic.ts'
import { calculatePrice } from '../../src/explaining/calculate-price.ts'
import { explainLine } from '../../src/explaining/explain-line.ts'
import type { ExplanationFacts } from '../../src/explaining/explanation-facts.ts'
import { lineText } from '../../src/explaining/explanation-text.ts'
import type { LineExplanation } from '../../src/explaining/explanation.ts'
import { planInvoice, type InvoicePlan } from '../../src/invoicing/plan-invoice.ts'
import { recomputed } from '../explaining/recomputed.ts'
import { firstMonth, correctedHistories, lastMonth, prices, quantities, type History } from './generators.ts'

const buyer = { customer: 'c1', name: 'Esimerkki Oy', businessId: null, vatNumber: null }
const attribution = { recordedAt: startOfMonth(firstMonth), recordedBy: 'test', note: null }

type Issued = Pick<ExplanationFacts, 'billed' | 'holds'>

/** Every line of the documents of every month, as the runs issue them, explained by what was known then. */
function explanations(history: History): readonly (LineExplanation & { readonly month: BillingMonth })[] {
  let billed: readonly BilledCharge[] = []
  let issued: Issued = { billed: [], holds: [] }
  let held: InvoicePlan['holds'] = []
  return monthsFrom(firstMonth, lastMonth).flatMap((month) => {
    const { facts, priceLists } = history
    const plan = planInvoice(
      { buyer, facts, billed, heldBefore: held.map((hold) => hold.usageMonth), documentsOf: new Map() },
      { months: [month], firstMonth, priceLists, countedFrom: 'aggregates' },
    )
    const lines = (plan.invoice?.lines ?? []).map(({ key, ...line }): IssuedLine => ({
      ...line,
      charge: key,
    }))
    const known = factsKnownIn(month, history, issued)
    billed = mergeBilled(billed, (plan.invoice?.lines ?? []).map(billedByLine))
    held = plan.holds
    issued = withMonth(issued, month, lines, held)
    return lines.map((line) => ({ month, ...explainLine(line, month, known) }))
  })
}

function withMonth(
  issued: Issued,
  billingMonth: BillingMonth,
  lines: readonly IssuedLine[],
  held: InvoicePlan['holds'],
): Issued {
  return {
    billed: [
      ...issued.billed,
      ...lines.map(({ lineNumber, usageMonth, charge, quantity, net }) => ({
        number: `of ${billingMonth}`,
        billingMonth,
        lineNumber,
        usageMonth,
        charge,
        quantity,
        net,
      })),
    ],
    holds: [...issued.holds, ...held.map((hold) => ({ ...hold, billingMonth }))],
  }
}

function factsKnownIn(month: BillingMonth, { facts, priceLists }: History, issued: Issued): ExplanationFacts {
  const known = <Fact extends { readonly postedIn: BillingMonth }>(series: readonly Fact[]) =>
    series.filter(({ postedIn }) => postedIn <= month).map((fact) => ({ ...fact, ...attribution }))
  return {
    ...issued,
    terms: known(facts.terms),
    revenue: known(facts.revenue),
    agreedMonthlyFees: known(facts.agreedMonthlyFees),
    manualCharges: known(facts.manualCharges),
    transactionPrices: known(facts.transactionPrices),
    vatTreatments: known(facts.vatTreatments),
    priceLists: priceLists.map(({ listId, list }) => ({ ...list, listId, ...attribution })),
    accessChanges: new Map(
      facts.openings
        .flatMap(({ openedAt, closedAt }) => [openedAt, closedAt])
        .flatMap((at, index) => {
          const changeNumber = index + 1
          return at === undefined ? [] : [[changeNumber, { changeNumber, at, ...attribution }] as const]
        }),
    ),
    firstSuccesses: known(facts.firstSuccesses).map(({ takenBackIn, events, ...success }) => ({
      ...success,
      source: 's',
      id: events.digest,
      digest: events.digest,
      takenBack:
        takenBackIn === undefined || takenBackIn > month
          ? undefined
          : { postedIn: takenBackIn, reason: 'sent by mistake', ...attribution },
    })),
    usage: known(facts.usage).map(({ events, quantity, ...usage }) => ({
      ...usage,
      events: Math.abs(events.count),
      quantity: quantity.abs(),
      takenBack: quantity.isNegative() ? { reason: 'sent by mistake', recordedBy: 'test' } : undefined,
    })),
  }
}

test('the steps of every line recompute to its net, whoever repeats them', () => {
  fc.assert(
    fc.property(correctedHistories, (history) => {
      for (const { line, steps } of explanations(history))
        expect(recomputed(steps)).toBe(formatMoney(line.net))
    }),
  )
})

test('what earlier lines billed adds up to what the line says was billed before', () => {
  fc.assert(
    fc.property(correctedHistories, (history) => {
      for (const { line, billedBefore } of explanations(history))
        expect(sumOfMoney(billedBefore.map(({ net }) => net))).toEqual(line.before.net)
    }),
  )
})

test('a line of an earlier month says what became known since; one of its own month has nothing to say', () => {
  fc.assert(
    fc.property(correctedHistories, (history) => {
      for (const { line, changes, month } of explanations(history))
        expect(changes.length > 0).toBe(line.usageMonth < month)
    }),
  )
})

test('every step names a rule whose row and sentence stand beside it, each once', () => {
  fc.assert(
    fc.property(correctedHistories, (history) => {
      for (const { rules, steps } of explanations(history)) {
        const named = rules.map(({ rule }) => rule)
        expect(new Set(named).size).toBe(named.length)
        expect(steps.filter(({ rule }) => !named.includes(rule))).toEqual([])
      }
    }),
  )
})

test('an explanation is at most 100 columns wide', () => {
  fc.assert(
    fc.property(correctedHistories, (history) => {
      for (const explained of explanations(history))
        for (const text of lineText(explained, new Set())) expect(text.length).toBeLessThanOrEqual(100)
    }),
    { numRuns: 30 },
  )
})

test('the steps of a price give what the rule gives, for every kind of price', () => {
  fc.assert(
    fc.property(prices, quantities, (price, quantity) => {
      const sheet = new Arithmetic()
      const amount = calculatePrice(sheet, price, given('imports', quantity, 'units'))
      expect(amount.value).toBe(priceOf(price, quantity).amount.toFixed())
    }),
  )
})
