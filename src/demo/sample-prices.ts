import type { PriceList } from '../../rules/price-list.ts'
import { priceListContent } from '../prices/price-list-content.ts'

/** The demo's price list: every amount is invented, and the list says so. There is no default price for escan.nv. */
export function samplePrices(): PriceList {
  return priceListContent.parse({
    name: 'demo sample prices',
    status: 'sample',
    currency: 'EUR',
    effectiveFrom: '2026-01',
    revenueClasses: [
      { below: 200_000, monthlyFee: '19.00' },
      { below: 500_000, monthlyFee: '39.00' },
      { below: 1_000_000, monthlyFee: '59.00' },
      { below: 2_000_000, monthlyFee: '89.00' },
      { below: 5_000_000, monthlyFee: '139.00' },
      { upTo: 10_000_000, monthlyFee: '199.00' },
    ],
    transactionPrices: {
      'accounting.nv': { perUnit: '0.15' },
      'purchaseinvoice.nv': {
        graduated: [{ upTo: 50, unit: '0.30' }, { upTo: 200, unit: '0.25' }, { unit: '0.18' }],
      },
    },
  })
}
