import { expect, test } from 'vitest'
import { parseBillingMonth } from '../../rules/billing-month.ts'
import { ruleSet, ruleSetContent, ruleSetHashes } from '../../rules/rule-set.ts'
import { commitmentOf } from '../../src/commitments/commitment-of.ts'

test('the rule set is named by the month it was decided in, so later names sort after earlier ones', () => {
  expect(parseBillingMonth(ruleSet)).toBeDefined()
})

test('a decision or table that changes needs a new name: documents have committed to what the old one said', () => {
  expect(ruleSetHashes[ruleSet]).toBe(commitmentOf(ruleSetContent))
})
