import { customerPriceEntry } from '../../../importing/customer-entries.ts'
import { recordCustomerPrices } from '../../../prices/customer-prices.ts'
import { customerPrice } from '../../answers/facts.ts'
import { datedFactRoutes } from './dated-facts.ts'
import { noteInput } from './fact-routes.ts'

/** The customer's own prices of resources with a transaction fee (R4). */
export const priceRoutes = datedFactRoutes({
  path: '/v1/customers/{id}/prices',
  all: 'CustomerPrices',
  one: 'CustomerPrice',
  listed: "A customer's own prices",
  added: 'A price of the customer for a resource, from a month on; null ends it',
  fact: customerPrice,
  factsOf: (sheet) => sheet.transactionPrices,
  body: customerPriceEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', resource: 'escan.nv', price: { perUnit: '0.40', free: 10 } } }),
  record: (tx, customer, { from, resource, price }, attribution) =>
    recordCustomerPrices(tx, [{ customer, from, resource, price }], attribution),
})
