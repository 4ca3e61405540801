import { z } from 'zod'
import { moneyOf, type Money } from '../../rules/money.ts'
import { decimalInput } from '../prices/price-content.ts'
import { monthInput } from '../prices/price-list-content.ts'
import { textInput } from '../prices/text-input.ts'
import { instantInput } from './customer-entries.ts'

/** Why something was settled by hand: it is shown with it for ever. */
export const reasonInput = textInput(500)

/** Euros in whole cents without VAT: negative for a credit, never zero. */
const netInput = decimalInput(
  { integerDigits: 12, fractionDigits: 2 },
  'a net in euros such as "25.00", or "-25.00" for a credit',
)
  .refine((net) => !net.isZero(), { message: 'a net is not 0' })
  .transform((net): Money => moneyOf(net.toFixed()))

export const manualChargeEntry = z.strictObject({
  usageMonth: monthInput,
  text: textInput(200),
  net: netInput,
  reason: reasonInput,
  recordedAt: instantInput.optional(),
})

export const clerkHoldEntry = z.strictObject({
  from: monthInput,
  held: z.boolean(),
  reason: reasonInput,
  recordedAt: instantInput.optional(),
})
