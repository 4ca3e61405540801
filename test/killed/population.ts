// What the killed commands work on: customers of eight kinds, so that a run has invoices, credit notes, adjustments and
// holds, and their calls of January and February 2026. Everything follows from the customer's number.

export interface BooksSize {
  readonly customers: number
  /** February's calls of each customer. */
  readonly callsEach: number
}

function customerIds({ customers }: BooksSize): readonly string[] {
  return Array.from({ length: customers }, (_, index) => `c${String(index).padStart(5, '0')}`)
}

type Row = Readonly<Record<string, unknown>>

/** Customers as `import customers` reads them, known from the start. */
export function customerRows(size: BooksSize): readonly Row[] {
  return customerIds(size).map((id, index) => {
    const kind = kindOf(index)
    const fee = kind === 'package' ? { pricingModel: 'package', package: 'professional' } : separate
    return {
      id,
      name: `${id} Oy`,
      terms: [{ from: '2026-01', ...fee }],
      revenue: kind === 'unreported' ? [] : [{ from: '2026-01', eur: 100_000 + index * 1000 }],
      ...(kind === 'abroad' ? { vat: 'reverse-charge', vatNumber: 'SE556677889901' } : {}),
      transactionPrices: kind === 'late' ? [{ from: '2026-01', resource: 'escan.nv', price: graduated }] : [],
      api: [
        { at: '2026-01-01T00:00:00+02:00', open: true },
        ...(kind === 'left' ? [{ at: '2026-01-20T12:00:00+02:00', open: false }] : []),
      ],
    }
  })
}

/** What becomes known in February: who left in January had less revenue than was billed, and is credited. */
export function correctionRows(size: BooksSize): readonly Row[] {
  return customerRows(size)
    .filter((_row, index) => kindOf(index) === 'left' && index >= 200)
    .map((row) => ({ ...row, revenue: [{ from: '2026-01', eur: 1000 }] }))
}

export function januaryCalls(size: BooksSize): readonly Row[] {
  return customerIds(size).map((customer, index) => callOf({ customer, index, number: 0, month: '01' }))
}

/** February's calls, and late ones of January. */
export function februaryCalls(size: BooksSize): readonly Row[] {
  return customerIds(size).flatMap((customer, index) =>
    Array.from({ length: size.callsEach }, (_, number) =>
      callOf({
        customer,
        index,
        number: number + 1,
        month: kindOf(index) === 'late' && number === 0 ? '01' : '02',
      }),
    ),
  )
}

const kinds = ['plain', 'package', 'unreported', 'left', 'unpriced', 'late', 'abroad', 'failing'] as const

function kindOf(index: number): (typeof kinds)[number] {
  return kinds[index % kinds.length] ?? 'plain'
}

interface Call {
  readonly customer: string
  readonly index: number
  readonly number: number
  readonly month: '01' | '02'
}

function callOf({ customer, index, number, month }: Call): Row {
  const kind = kindOf(index)
  const unpriced = kind === 'unpriced' && month === '02'
  return {
    id: `e${number}`,
    source: `gateway-${number % 3}`,
    customer,
    resource: unpriced ? 'escan.nv' : (resources[number % resources.length] ?? 'accounting.nv'),
    method: 'POST',
    outcome: kind === 'failing' ? 'failed' : 'ok',
    quantity: 1 + ((index + number) % 4),
    at: `2026-${month}-${String(1 + ((index + number) % 19)).padStart(2, '0')}T09:00:00+02:00`,
  }
}

const resources = ['purchaseinvoice.nv', 'accounting.nv', 'customerlist.nv']
const separate = { pricingModel: 'separate', package: 'basic' }
const graduated = { graduated: [{ upTo: 3, unit: '0.40' }, { unit: '0.30' }] }
