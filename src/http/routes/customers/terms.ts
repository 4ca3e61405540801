import { recordServiceTerms } from '../../../customers/record-service-terms.ts'
import { termsEntry } from '../../../importing/customer-entries.ts'
import { serviceTerms } from '../../answers/facts.ts'
import { datedFactRoutes } from './dated-facts.ts'
import { noteInput } from './fact-routes.ts'

/** Service terms: the pricing model and the service package, from a month on (R1). */
export const termsRoutes = datedFactRoutes({
  path: '/v1/customers/{id}/terms',
  all: 'ServiceTerms',
  one: 'ServiceTerms',
  listed: "A customer's service terms",
  added: 'A Store change: the pricing model or the service package, from an open month on',
  fact: serviceTerms,
  factsOf: (sheet) => sheet.terms,
  body: termsEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', pricingModel: 'package', package: 'premium' } }),
  record(tx, customer, { from, pricingModel, package: servicePackage, storeDate = null }, attribution) {
    const value = { pricingModel, servicePackage }
    return recordServiceTerms(tx, [{ customer, from, value, storeDate }], attribution)
  },
})
