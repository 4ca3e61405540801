import { expect, test } from 'vitest'
import { parseBillingMonth } from '../../rules/billing-month.ts'
import { ruleSet } from '../../rules/rule-set.ts'

test('the rule set is named by the month it was decided in, so later names sort after earlier ones', () => {
  expect(parseBillingMonth(ruleSet)).toBeDefined()
})
