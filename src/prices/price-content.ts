import { z } from 'zod'
import { decimal, parseDecimal, zero, type Decimal } from '../../rules/decimal.ts'
import type { Price, Tier } from '../../rules/price.ts'
import { shownValue } from '../errors/shown-value.ts'

/** At most 12 digits before and 6 after the point: every fee and unit price in euros. */
export const amountShape = { integerDigits: 12, fractionDigits: 6 }

/** A decimal written as a string, or as a number short enough to be exact (`0.25`, `39`). */
export const decimalInput = (shape: { integerDigits: number; fractionDigits: number }, what: string) => {
  const problem = (value: unknown) =>
    value === undefined
      ? `is missing; ${what}`
      : `${shownValue(value)} is not allowed; ${what}: at most ${shape.integerDigits} digits before the point and ${shape.fractionDigits} after it`
  return z
    .union([z.string(), z.number()], { error: ({ input }) => problem(input) })
    .transform((value, context): Decimal => {
      const text = typeof value === 'number' ? textOfNumber(value) : value
      const parsed = text === undefined ? undefined : parseDecimal(text, shape)
      if (parsed !== undefined) return parsed
      context.addIssue({ code: 'custom', message: problem(value) })
      return z.NEVER
    })
}

const amount = decimalInput(amountShape, 'an amount in euros such as "0.25"')
const count = decimalInput({ integerDigits: 15, fractionDigits: 0 }, 'a whole number such as 100')

const tierContent = z
  .strictObject({ upTo: count.optional(), unit: amount.optional(), flat: amount.optional() })
  .refine((value) => value.unit !== undefined || value.flat !== undefined, 'a tier needs unit, flat or both')
  .transform(({ upTo, unit, flat }): Tier => ({ upTo, unit: unit ?? zero, flat: flat ?? zero }))

const oneKind = 'a price is exactly one of perUnit, package, graduated, volume, with an optional free'

/** A price as files and requests write it: `{ perUnit: "0.25" }`, `{ volume: [...], free: 5 }`. */
export const priceContent = z
  .strictObject({
    perUnit: amount.optional(),
    package: z.strictObject({ size: count, price: amount }).optional(),
    graduated: z.array(tierContent).optional(),
    volume: z.array(tierContent).optional(),
    free: count.optional(),
  })
  .transform((content, context): Price => {
    const price = priceOfContent(content)
    if (price !== undefined) return price
    context.addIssue({ code: 'custom', message: oneKind })
    return z.NEVER
  })

interface Content {
  readonly perUnit?: Decimal | undefined
  readonly package?: { readonly size: Decimal; readonly price: Decimal } | undefined
  readonly graduated?: readonly Tier[] | undefined
  readonly volume?: readonly Tier[] | undefined
  readonly free?: Decimal | undefined
}

function priceOfContent(content: Content): Price | undefined {
  const { perUnit, package: block, graduated, volume } = content
  const free = content.free ?? zero
  const given = [perUnit, block, graduated, volume].filter((part) => part !== undefined)
  if (given.length !== 1) return undefined
  if (perUnit !== undefined) return { kind: 'per-unit', unit: perUnit, free }
  if (block !== undefined) return { kind: 'package', size: block.size, price: block.price, free }
  if (graduated !== undefined) return { kind: 'graduated', tiers: graduated, free }
  return volume === undefined ? undefined : { kind: 'volume', tiers: volume, free }
}

/** A price in that form, every decimal as text; exactly one of the four kinds. */
interface WrittenPrice {
  readonly perUnit?: string
  readonly package?: { readonly size: string; readonly price: string }
  readonly graduated?: readonly WrittenTier[]
  readonly volume?: readonly WrittenTier[]
  readonly free?: string
}

interface WrittenTier {
  readonly upTo?: string
  readonly unit: string
  readonly flat?: string
}

/** The price as it is stored and shown, in the form it is written in files. */
export function contentOfPrice(price: Price): WrittenPrice {
  const free = price.free.isZero() ? {} : { free: price.free.toFixed() }
  switch (price.kind) {
    case 'per-unit':
      return { perUnit: price.unit.toFixed(), ...free }
    case 'package':
      return { package: { size: price.size.toFixed(), price: price.price.toFixed() }, ...free }
    case 'graduated':
      return { graduated: price.tiers.map(contentOfTier), ...free }
    case 'volume':
      return { volume: price.tiers.map(contentOfTier), ...free }
  }
}

function contentOfTier(tier: Tier): WrittenTier {
  return {
    ...(tier.upTo === undefined ? {} : { upTo: tier.upTo.toFixed() }),
    unit: tier.unit.toFixed(),
    ...(tier.flat.isZero() ? {} : { flat: tier.flat.toFixed() }),
  }
}

/** A JSON or YAML number as the digits it was written with; undefined where binary floating point may have lost some. */
function textOfNumber(value: number): string | undefined {
  const text = String(value)
  if (!Number.isFinite(value) || text.includes('e')) return undefined
  return text.replace(/^-?0*\.?|\./g, '').length <= 15 ? decimal(text).toFixed() : undefined
}
