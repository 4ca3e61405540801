import { expect, test } from 'vitest'
import { apiEligibility, isServicePackage, servicePackages } from '../../rules/package-eligibility.ts'
import { march } from './examples.ts'

test.each(['professional', 'premium'])(
  '"Using Netvisor API is included in Professional- and Premium -service packages": %s',
  (servicePackage) => {
    expect(apiEligibility({ pricingModel: 'package', servicePackage }, march)).toEqual({
      kind: 'eligible',
      because: 'package-includes-api',
    })
  },
)

test.each(['starter', 'basic', 'core', 'payroll', 'unheard-of', 'toString', '__proto__'])(
  'any other package lacks the API under package pricing: %s',
  (servicePackage) => {
    expect(apiEligibility({ pricingModel: 'package', servicePackage }, march)).toEqual({
      kind: 'package-lacks-api',
      servicePackage,
    })
  },
)

test.each(servicePackages)('the old pricing model opens the API with any package: %s', (servicePackage) => {
  expect(apiEligibility({ pricingModel: 'separate', servicePackage }, march)).toEqual({
    kind: 'eligible',
    because: 'separate-pricing',
  })
})

test('a customer without terms is not eligible, and the decision says that there are none', () => {
  expect(apiEligibility(undefined, march)).toEqual({ kind: 'no-terms' })
})

test('a package is known by the table and by nothing that JavaScript happens to have', () => {
  expect(isServicePackage('premium')).toBe(true)
  expect(isServicePackage('constructor')).toBe(false)
})
