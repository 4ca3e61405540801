import { expect, test } from 'vitest'
import { priceListInForce, priceListName } from '../../rules/price-list.ts'
import { april, january, march, may, recordedSampleList, sampleList } from './examples.ts'

const fromApril = { listId: 2, list: { ...sampleList, effectiveFrom: april } }

test('"A usage month is priced by the list with the latest `effectiveFrom` not after it"', () => {
  const lists = [fromApril, recordedSampleList]
  expect(priceListInForce(lists, march)).toBe(recordedSampleList)
  expect(priceListInForce(lists, april)).toBe(fromApril)
  expect(priceListInForce(lists, may)).toBe(fromApril)
  expect(priceListInForce([fromApril], march)).toBeUndefined()
})

test('of two lists from the same month the later recorded one is in force, in whatever order they are read', () => {
  const corrected = { listId: 3, list: fromApril.list }
  expect(priceListInForce([corrected, fromApril], april)).toBe(corrected)
  expect(priceListInForce([fromApril, corrected], april)).toBe(corrected)
})

test('a list later recorded for an earlier month does not displace the one from a later month', () => {
  const lateForJanuary = { listId: 9, list: { ...sampleList, effectiveFrom: january } }
  expect(priceListInForce([lateForJanuary, fromApril], may)).toBe(fromApril)
})

test('a list version is named by its name, first month and version', () => {
  expect(priceListName(fromApril)).toBe('worked-examples (from 2026-04, version 2)')
})
