import { recordAgreedMonthlyFees } from '../../../customers/record-dated-facts.ts'
import { feeEntry } from '../../../importing/customer-entries.ts'
import { agreedMonthlyFee } from '../../answers/facts.ts'
import { datedFactRoutes } from './dated-facts.ts'
import { noteInput } from './fact-routes.ts'

/** Agreed monthly fees, which win over the table (R3). */
export const agreedFeeRoutes = datedFactRoutes({
  path: '/v1/customers/{id}/agreed-fees',
  all: 'AgreedMonthlyFees',
  one: 'AgreedMonthlyFee',
  listed: "A customer's agreed monthly fees",
  added: 'An agreed monthly fee in euros, from a month on; null ends it',
  fact: agreedMonthlyFee,
  factsOf: (sheet) => sheet.agreedMonthlyFee,
  body: feeEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', fee: '450.00' } }),
  record: (tx, customer, { from, fee: value }, attribution) =>
    recordAgreedMonthlyFees(tx, [{ customer, from, value }], attribution),
})
