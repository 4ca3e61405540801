import { expect, test } from 'vitest'
import {
  asChargedResource,
  chargedResourceOf,
  chargedResources,
  isCharged,
  normalResourceName,
} from '../../rules/charged-resources.ts'
import { billingMonth } from '../../rules/billing-month.ts'
import { april, january, march } from './examples.ts'

test('"API functionalities that have transaction fee": accounting.nv, purchaseinvoice.nv, eScan.nv, and no other', () => {
  expect(chargedResources).toEqual(['accounting.nv', 'purchaseinvoice.nv', 'escan.nv'])
})

test.each(['accounting.nv', 'purchaseinvoice.nv', 'escan.nv'])(
  '"Import": a POST to %s is charged in every month, any other method is included',
  (resource) => {
    expect(chargedResourceOf(resource, 'POST', march)).toBe(resource)
    expect(chargedResourceOf(resource, 'POST', billingMonth('1994-06'))).toBe(resource)
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH'])
      expect(chargedResourceOf(resource, method, march)).toBeUndefined()
  },
)

test.each(['customerlist.nv', 'accounting', 'accounting.nv2', 'salesinvoice.nv', ''])(
  '"The usage of other API functionalities is included in the monthly service fee": %j',
  (resource) => {
    expect(chargedResourceOf(resource, 'POST', march)).toBeUndefined()
  },
)

test.each([
  ['eScan.nv', 'escan.nv'],
  ['ESCAN.NV?x=1', 'escan.nv'],
  ['PurchaseInvoice.nv?a=1?b=2', 'purchaseinvoice.nv'],
  ['customerlist.nv', 'customerlist.nv'],
  ['?', ''],
])('names compare without case and without a query string: %s is %s', (written, compared) => {
  expect(normalResourceName(written)).toBe(compared)
})

test('only the charged resources can be given a price', () => {
  expect(asChargedResource('eScan.nv?x=1')).toBe('escan.nv')
  expect(asChargedResource('customerlist.nv')).toBeUndefined()
})

test('a resource that becomes free, or charged, is a new dated row: months before it keep their reading', () => {
  const charged = { from: january, method: 'POST', charged: true, source: 'the document' } as const
  const free = { from: april, method: 'POST', charged: false, source: 'our decision' } as const
  expect([march, april].map((month) => isCharged([charged, free], 'POST', month))).toEqual([true, false])
  expect([march, april].map((month) => isCharged([{ ...charged, from: april }], 'POST', month))).toEqual([
    false,
    true,
  ])
})
