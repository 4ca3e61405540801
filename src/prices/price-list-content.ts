import { z } from 'zod'
import { parseBillingMonth } from '../../rules/billing-month.ts'
import { asChargedResource, chargedResources } from '../../rules/charged-resources.ts'
import type { PriceList, RevenueClass, TransactionPrices } from '../../rules/price-list.ts'
import { provePriceList } from '../../rules/prove-price-list.ts'
import { textInput } from './text-input.ts'
import { amountShape, contentOfPrice, decimalInput, priceContent } from './price-content.ts'
import { shownValue } from '../errors/shown-value.ts'

/** A month in files: `"2026-03"`. */
export const monthInput = z
  .string()
  .transform((text, context) => {
    const month = parseBillingMonth(text)
    if (month !== undefined) return month
    context.addIssue({
      code: 'custom',
      message: `${shownValue(text)} is not a month; write it as "2026-03"`,
    })
    return z.NEVER
  })
  .meta({ description: 'A month in Helsinki', example: '2026-03' })

const fee = decimalInput(amountShape, 'a fee in euros such as "39.00"')
const bound = decimalInput({ integerDigits: 15, fractionDigits: 2 }, 'revenue in euros such as 200000')

const revenueClass = z
  .strictObject({ below: bound.optional(), upTo: bound.optional(), monthlyFee: fee })
  .transform((content, context): RevenueClass => {
    const { below, upTo, monthlyFee } = content
    if (below !== undefined && upTo === undefined) return { bound: below, boundIncluded: false, monthlyFee }
    if (upTo !== undefined && below === undefined) return { bound: upTo, boundIncluded: true, monthlyFee }
    context.addIssue({ code: 'custom', message: 'a class has either below, or upTo (in the last class)' })
    return z.NEVER
  })

/** The name of a resource that carries a transaction fee, in any case. */
export const chargedResourceInput = z
  .string()
  .transform((name, context) => {
    const resource = asChargedResource(name)
    if (resource !== undefined) return resource
    context.addIssue({
      code: 'custom',
      message: `${shownValue(name)} carries no transaction fee; allowed: ${chargedResources.join(', ')}`,
    })
    return z.NEVER
  })
  .meta({ description: `${chargedResources.join(', ')}, in any case`, example: 'escan.nv' })

const transactionPrices = z
  .record(z.string(), priceContent)
  .transform((prices, context): TransactionPrices => {
    const named = Object.entries(prices).map(([name, price]) => {
      const resource = asChargedResource(name)
      if (resource === undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `carries no transaction fee; allowed: ${chargedResources.join(', ')}`,
        })
      return [resource ?? name, price] as const
    })
    const names = named.map(([name]) => name)
    for (const [index, [name]] of Object.entries(prices).entries())
      if (names.indexOf(names[index] ?? '') !== index)
        context.addIssue({ code: 'custom', path: [name], message: 'names the same resource a second time' })
    return Object.fromEntries(named)
  })

/** A price list as files write it, proved total: bounds rising, no gap, no overlap, nothing negative. */
export const priceListContent = z
  .strictObject({
    name: textInput(200),
    status: z.enum(['sample', 'binding']),
    currency: z.literal('EUR'),
    effectiveFrom: monthInput,
    revenueClasses: z.array(revenueClass),
    transactionPrices: transactionPrices.optional(),
  })
  .transform((content, context): PriceList => {
    const list = { ...content, transactionPrices: content.transactionPrices ?? {} }
    for (const { path, message } of provePriceList(list))
      context.addIssue({ code: 'custom', path: [...path], message })
    return list
  })

/** The list in the form files write it: what is stored, and read back through `priceListContent`. */
export function contentOfPriceList(list: PriceList): Record<string, unknown> {
  return {
    ...list,
    revenueClasses: list.revenueClasses.map(({ bound: upper, boundIncluded, monthlyFee }) => ({
      [boundIncluded ? 'upTo' : 'below']: upper.toFixed(),
      monthlyFee: monthlyFee.toFixed(),
    })),
    transactionPrices: Object.fromEntries(
      Object.entries(list.transactionPrices).map(([resource, price]) => [resource, contentOfPrice(price)]),
    ),
  }
}
