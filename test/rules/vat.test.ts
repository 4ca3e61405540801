import { expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { firstVatMonth, vatNote, vatRateOf, vatTreatments } from '../../rules/vat.ts'
import { march } from './examples.ts'

test.each([
  ['1994-06', '22'],
  ['2010-06', '22'],
  ['2010-07', '23'],
  ['2012-12', '23'],
  ['2013-01', '24'],
  ['2024-08', '24'],
  ['2024-09', '25.5'],
  ['2026-03', '25.5'],
])('the rate follows the month the service was used: %s at %s %%', (month, rate) => {
  expect(vatRateOf('domestic', billingMonth(month)).toFixed()).toBe(rate)
})

test('a month before the first known rate is a broken invariant, never 0 %', () => {
  expect(firstVatMonth).toBe('1994-06')
  expect(() => vatRateOf('domestic', billingMonth('1994-05'))).toThrow('broken invariant')
})

test('reverse charge and buyers outside the EU are billed without VAT, and the document says why', () => {
  expect(vatTreatments).toEqual(['domestic', 'reverse-charge', 'outside-eu'])
  expect(vatRateOf('reverse-charge', march).toFixed()).toBe('0')
  expect(vatRateOf('outside-eu', march).toFixed()).toBe('0')
  expect(vatNote('domestic')).toBeUndefined()
  expect(vatNote('reverse-charge')).toContain('Reverse charge')
  expect(vatNote('outside-eu')).toContain('outside the EU')
})
