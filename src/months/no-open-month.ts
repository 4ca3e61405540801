import { BillingError } from '../errors/billing-error.ts'

/** The refusal while there are no books yet: months are open from the first price list's first month on (R7). */
export function noOpenMonth(): BillingError {
  return new BillingError(
    'no-price-list',
    'No month is open yet: months are open from the first price list on. Next: npx laskuri import prices FILE',
  )
}
