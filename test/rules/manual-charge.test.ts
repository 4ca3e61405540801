import { expect, test } from 'vitest'
import { manualChargesOf } from '../../rules/manual-charge.ts'
import { moneyOf } from '../../rules/money.ts'
import { rateMonth } from '../../rules/rate-month.ts'
import { april, customerFacts, fact, march, may, recordedSampleList } from './examples.ts'

const credit = {
  factId: 7,
  usageMonth: march,
  postedIn: april,
  text: 'Compensation for an outage',
  net: moneyOf('-25.00'),
  reason: 'agreed by telephone',
}

test('"A manual charge or credit is a fact too": of its usage month, from its posting month on', () => {
  expect(manualChargesOf([credit], march, march)).toEqual([])
  expect(manualChargesOf([credit], march, april)).toEqual([credit])
  expect(manualChargesOf([credit], april, may)).toEqual([])
})

test('it is a charge of its own key, once, with its text and reason', () => {
  const rated = rateMonth(customerFacts({ manualCharges: [credit] }), march, april, [recordedSampleList])
  expect(rated).toMatchObject({
    kind: 'rated',
    charges: [
      { key: 'manual:7', net: credit.net, reasons: { rule: 'R8', kind: 'manual-charge', factId: 7 } },
    ],
  })
})

test("a hold holds the month whole, and a clerk's hold even where nothing else is owed", () => {
  const clerkHolds = [fact({ held: true, reason: 'disputed' }, march)]
  const facts = customerFacts({ manualCharges: [credit], clerkHolds })
  expect(rateMonth(facts, march, april, [recordedSampleList])).toEqual({
    kind: 'held',
    reasons: [{ reason: 'held-by-clerk', why: 'disputed', from: march, factId: clerkHolds[0]?.factId }],
  })
})
