/** The columns of a customers CSV; one row may carry one fact of each kind, all from the month in `from`. */
const particulars = ['id', 'name', 'businessId', 'vat', 'vatNumber'] as const
const facts = ['from', 'pricingModel', 'package', 'revenue', 'agreedMonthlyFee'] as const

export const customerColumns = {
  required: ['id', 'name'],
  optional: [...particulars.filter((name) => name !== 'id' && name !== 'name'), ...facts],
}

/** The customer object of a CSV row; several rows of one customer give it several facts. An empty cell is left out. */
export function customerObjectOfCsv(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row
  const cells = new Map<string, unknown>(Object.entries(row))
  const from = cells.get('from')
  const plain = particulars.flatMap((name) => (cells.has(name) ? [[name, cells.get(name)] as const] : []))
  return {
    ...Object.fromEntries(plain),
    ...(cells.has('pricingModel') || cells.has('package')
      ? { terms: [{ from, pricingModel: cells.get('pricingModel'), package: cells.get('package') }] }
      : {}),
    ...(cells.has('revenue') ? { revenue: [{ from, eur: cells.get('revenue') }] } : {}),
    ...(cells.has('agreedMonthlyFee')
      ? { agreedMonthlyFee: [{ from, fee: cells.get('agreedMonthlyFee') }] }
      : {}),
  }
}
