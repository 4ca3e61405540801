// A price list is proved total when it is loaded: class bounds rise without gap or overlap and only the last may be
// the end of the table, every price is proved by prove-price.ts. A finding names its place in
// the file as a path of keys. Decided: bounds and free units are whole numbers, as quantities are; fees and prices have
// at most 6 decimals. Tests: test/rules/prove-price-list.test.ts, test/properties/rules/price-list.test.ts
import type { PriceList, RevenueClass } from './price-list.ts'
import { placedUnder, provedAmount, provePrice, type Finding } from './prove-price.ts'
import { firstVatMonth } from './vat.ts'

/** Everything wrong with the list; empty means that it is proved. */
export function provePriceList(list: PriceList): readonly Finding[] {
  return [
    ...(list.effectiveFrom < firstVatMonth
      ? [
          {
            path: ['effectiveFrom'],
            message: `${list.effectiveFrom} is before ${firstVatMonth}, the first month with a known VAT rate`,
          },
        ]
      : []),
    ...proveClasses(list.revenueClasses),
    ...Object.entries(list.transactionPrices).flatMap(([resource, price]) =>
      placedUnder(['transactionPrices', resource], provePrice(price)),
    ),
  ]
}

function proveClasses(classes: readonly RevenueClass[]): readonly Finding[] {
  if (classes.length === 0)
    return [{ path: ['revenueClasses'], message: 'is empty; at least one class is needed' }]
  return classes.flatMap((revenueClass, index) => {
    const boundKey = revenueClass.boundIncluded ? 'upTo' : 'below'
    const previous = classes[index - 1]
    const findings: Finding[] = [...provedAmount(revenueClass.monthlyFee, at(index, 'monthlyFee'))]
    if (!revenueClass.bound.greaterThan(0))
      findings.push({ path: at(index, boundKey), message: `${revenueClass.bound.toFixed()} is not above 0` })
    if (previous !== undefined && !revenueClass.bound.greaterThan(previous.bound))
      findings.push({
        path: at(index, boundKey),
        message: `${revenueClass.bound.toFixed()} is not above the bound before it, ${previous.bound.toFixed()}: the classes overlap; bounds must rise`,
      })
    if (revenueClass.boundIncluded && index < classes.length - 1)
      findings.push({
        path: at(index, 'upTo'),
        message:
          'only the last class may include its upper bound (a bound belongs to the class above it): write "below"',
      })
    return findings
  })
}

function at(index: number, key: string): Finding['path'] {
  return ['revenueClasses', index, key]
}
