import { z } from 'zod'
import { monthOf, nextMonth } from '../../rules/billing-month.ts'
import { checkBusinessId } from '../../rules/business-id.ts'
import { parseInstant, type Instant } from '../../rules/instant.ts'
import { isServicePackage, pricingModels, servicePackages } from '../../rules/package-eligibility.ts'
import { provePrice } from '../../rules/prove-price.ts'
import { vatTreatments } from '../../rules/vat.ts'
import { amountShape, decimalInput, priceContent } from '../prices/price-content.ts'
import { chargedResourceInput, monthInput } from '../prices/price-list-content.ts'
import { shownValue } from '../errors/shown-value.ts'

/** An RFC 3339 instant with its offset. */
export const instantInput = z.string().transform((text, context): Instant => {
  const instant = parseInstant(text)
  if (instant !== undefined) return instant
  context.addIssue({
    code: 'custom',
    message: `${shownValue(text)} is not an instant; write it with its offset, as "2026-03-10T10:00:00+02:00"`,
  })
  return z.NEVER
})

/** Visible text without surrounding space: what an event may name as its customer. */
export const customerId = z
  .string()
  .min(1)
  .max(100)
  .refine((id) => id === id.trim() && id.isWellFormed() && !/\p{Cc}/u.test(id), {
    message: 'a customer id has no control characters and no space around it',
  })

export const businessId = z.string().superRefine((text, context) => {
  const check = checkBusinessId(text)
  if (check.kind === 'valid') return
  const because = {
    malformed: 'write seven digits, a hyphen and the check digit, as 1967543-8',
    'never-issued': 'no business id has this body',
    'wrong-check-digit': `its check digit is wrong${check.kind === 'wrong-check-digit' ? `: ${check.expected} was expected` : ''}`,
  }
  context.addIssue({
    code: 'custom',
    message: `${shownValue(text)} is not a business id; ${because[check.kind]}`,
  })
})

const euCountries =
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' ')

export const vatNumber = z
  .string()
  .refine((text) => /^[A-Z]{2}[0-9A-Z]{2,12}$/.test(text) && euCountries.includes(text.slice(0, 2)), {
    error: ({ input }) =>
      `${shownValue(input)} is not an EU VAT number; write the country and the number without spaces, as SE556677889901`,
  })

export const vatTreatment = z.enum(vatTreatments)

const recordedAt = instantInput.optional()

export const vatEntry = z.strictObject({ from: monthInput, treatment: vatTreatment, recordedAt })

const servicePackage = z.string().refine(isServicePackage, {
  error: ({ input }) => `${shownValue(input)} is an unknown package; allowed: ${servicePackages.join(', ')}`,
})

/** A calendar date, `2026-04-20`, of a year that months are written in. */
export const dateInput = z
  .string()
  .refine((date) => z.iso.date().safeParse(date).success && date >= '1970' && date < '2200', {
    error: ({ input }) => `${shownValue(input)} is not a date from 1970 to 2199; write it as 2026-04-20`,
  })

export const termsEntry = z.strictObject({
  from: monthInput,
  pricingModel: z.enum(pricingModels),
  package: servicePackage,
  storeDate: dateInput.optional(),
  recordedAt,
})

/** Euros a year, from 0. */
const revenueInput = decimalInput(
  { integerDigits: 15, fractionDigits: 2 },
  'revenue in euros such as 350000',
).refine((eur) => !eur.isNegative(), { message: 'revenue is 0 or more' })

/** Without `from` a report holds from the month after it was reported (R3). */
export const revenueEntry = z
  .strictObject({ from: monthInput.optional(), eur: revenueInput, recordedAt })
  .transform(({ from, eur, recordedAt: reportedAt }, context) => {
    if (from !== undefined) return { from, eur, recordedAt: reportedAt }
    if (reportedAt !== undefined) return { from: nextMonth(monthOf(reportedAt)), eur, recordedAt: reportedAt }
    context.addIssue({
      code: 'custom',
      path: ['from'],
      message: 'is needed: the first month that the revenue holds for',
    })
    return z.NEVER
  })

/** Euros a month, from 0; null ends an agreement. */
const feeInput = decimalInput(amountShape, 'a fee in euros such as "39.00", or null to end it')
  .refine((fee) => !fee.isNegative(), { message: 'a fee is 0 or more' })
  .nullable()

export const feeEntry = z.strictObject({ from: monthInput, fee: feeInput, recordedAt })

/** A proved price; null ends the customer's own. */
export const priceInput = priceContent
  .superRefine((price, context) => {
    for (const { path, message } of provePrice(price))
      context.addIssue({ code: 'custom', path: [...path], message })
  })
  .nullable()

export const customerPriceEntry = z.strictObject({
  from: monthInput,
  resource: chargedResourceInput,
  price: priceInput,
  recordedAt,
})

export const accessEntry = z.strictObject({ at: instantInput, open: z.boolean() })
