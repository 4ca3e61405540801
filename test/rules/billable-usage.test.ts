import { expect, test } from 'vitest'
import { usageByResource } from '../../rules/billable-usage.ts'
import { april, imports, march, may } from './examples.ts'

test('imports of a month add up by resource, as far as they are known', () => {
  const usage = [
    imports('purchaseinvoice.nv', march, 3),
    imports('accounting.nv', march, 1),
    imports('purchaseinvoice.nv', march, 2, may),
    imports('purchaseinvoice.nv', april, 9),
  ]
  const inMarch = usageByResource(usage, march, april)
  expect([...inMarch].map(([resource, { quantity }]) => `${resource} ${quantity.toFixed()}`)).toEqual([
    'accounting.nv 1',
    'purchaseinvoice.nv 3',
  ])
  expect(usageByResource(usage, march, may).get('purchaseinvoice.nv')).toMatchObject({
    events: { count: 2 },
  })
})

test('what was taken back is not used; taken back whole, the resource is not there', () => {
  const usage = [imports('escan.nv', march, 3), imports('escan.nv', march, -3, may)]
  expect(usageByResource(usage, march, april).has('escan.nv')).toBe(true)
  expect(usageByResource(usage, march, may).has('escan.nv')).toBe(false)
})

test('"Everything else is included": calls to other resources, and those that are no imports, are in no sum', () => {
  const read = { ...imports('escan.nv', march, 1), method: 'GET' }
  expect(usageByResource([imports('salesinvoice.nv', march, 5), read], march, march).size).toBe(0)
})
