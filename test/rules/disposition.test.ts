import { expect, test } from 'vitest'
import { dispositionOf, dispositions } from '../../rules/disposition.ts'
import { instant, packagePremium, separateBasic } from './examples.ts'

const at = instant('2026-03-10T10:00:00+02:00')
const open = [{ openedAt: instant('2026-03-03T09:00:00+02:00'), closedAt: undefined }]
const call = { channel: 'web-service', outcome: 'ok', at } as const
const packageBasic = { pricingModel: 'package', servicePackage: 'basic' } as const

test('a successful call under terms with the API, while it is open, is billable', () => {
  expect(dispositionOf(call, separateBasic, open)).toBe('billable')
  expect(dispositionOf(call, packagePremium, open)).toBe('billable')
})

test.each(['store-extension', 'finvoice-import', 'smart-excel'] as const)(
  '"can be used with all service packages", API open or closed, and is never API use: %s',
  (channel) => {
    expect(dispositionOf({ ...call, channel }, separateBasic, open)).toBe('other-channel')
    expect(dispositionOf({ ...call, channel, outcome: 'failed' }, undefined, [])).toBe('other-channel')
  },
)

test('"only when the first successful request is made": a failed request is not billable', () => {
  expect(dispositionOf({ ...call, outcome: 'failed' }, separateBasic, open)).toBe('failed')
})

test('calls that the terms of their month refuse are recorded as not-eligible', () => {
  expect(dispositionOf(call, packageBasic, open)).toBe('not-eligible')
  expect(dispositionOf(call, undefined, open)).toBe('not-eligible')
})

test('a call in no opened interval is api-closed', () => {
  expect(dispositionOf(call, separateBasic, [])).toBe('api-closed')
  expect(dispositionOf(call, separateBasic, [{ openedAt: at, closedAt: at }])).toBe('api-closed')
})

test('of several reasons the first in the order of the rule is the disposition', () => {
  expect(dispositions).toEqual(['other-channel', 'failed', 'not-eligible', 'api-closed', 'billable'])
  expect(dispositionOf({ ...call, outcome: 'failed' }, packageBasic, [])).toBe('failed')
  expect(dispositionOf(call, packageBasic, [])).toBe('not-eligible')
})
