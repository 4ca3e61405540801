/**
 * The name of an API resource as it is stored and compared: lower case, without a query string (R4), so that
 * `PurchaseInvoice.nv?method=add` and `purchaseinvoice.nv` are one resource.
 */
export function resourceName(written: string): string {
  const query = written.indexOf('?')
  return (query < 0 ? written : written.slice(0, query)).toLowerCase()
}
