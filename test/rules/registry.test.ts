import { expect, test } from 'vitest'
import { parseBillingMonth } from '../../rules/billing-month.ts'
import { registry, registryRow, type RegistryRow } from '../../rules/registry.ts'
import { ruleSet } from '../../rules/rule-set.ts'

const rows: readonly RegistryRow[] = registry

test('a rule is found by its number', () => {
  expect(registryRow('R2.span')).toMatchObject({
    file: 'rules/billing-span.ts',
    behind:
      '"API billing starts only when the first successful request is made." "Billing will end at the end of the current month."',
  })
})

test('no two rows have one number', () => {
  expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length)
})

test('what stands behind a rule is a sentence of the document, our decision, or both', () => {
  const behind = rows.filter((row) => !/^"[^"]+"|\bour decision\b/.test(row.behind))
  expect(behind).toEqual([])
})

test('a rule is as old as the document, or made by a rule set that is not to come', () => {
  for (const { since } of rows) {
    if (since === '2018') continue
    expect(parseBillingMonth(since)).toBeDefined()
    expect(since <= ruleSet).toBe(true)
  }
})
