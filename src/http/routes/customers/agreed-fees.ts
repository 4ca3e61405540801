import { z } from '@hono/zod-openapi'
import { recordAgreedMonthlyFees } from '../../../customers/record-dated-facts.ts'
import { feeEntry } from '../../../importing/customer-entries.ts'
import { datedFactRoutes } from './dated-facts.ts'
import { factSchema, noteInput } from './fact-routes.ts'

/** Agreed monthly fees, which win over the table (R3). */
export const agreedFeeRoutes = datedFactRoutes({
  path: '/v1/customers/{id}/agreed-fees',
  all: 'AgreedMonthlyFees',
  one: 'AgreedMonthlyFee',
  listed: "A customer's agreed monthly fees",
  added: 'An agreed monthly fee in euros, from a month on; null ends it',
  fact: factSchema.extend({ fee: z.string().nullable() }).openapi('AgreedMonthlyFee'),
  factsOf: (sheet) => sheet.agreedMonthlyFee,
  body: feeEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', fee: '450.00' } }),
  record: (tx, customer, { from, fee: value }, attribution) =>
    recordAgreedMonthlyFees(tx, [{ customer, from, value }], attribution),
})
