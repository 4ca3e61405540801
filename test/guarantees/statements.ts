// Statements of a careless superuser, with values that are right but for what a test changes.
export const attribution = "'2026-03-04T08:00:00+02:00', 'test'"

export interface GivenDocument {
  readonly customer?: string
  readonly month?: string
  readonly kind?: 'invoice' | 'credit-note'
  readonly year?: number
  readonly number?: number
}

const next = { customer: 'c1', month: '2026-02-01', kind: 'invoice', year: 2026, number: 2 } as const

/** The next number, for c1's February. */
export function number(given: GivenDocument = {}): string {
  const { customer, month, kind, year, number: own } = { ...next, ...given }
  return `insert into document_numbers (kind, year, number, customer_id, billing_month)
    values ('${kind}', ${year}, ${own}, '${customer}', '${month}');`
}

/** The document of that number over 1.00 + 0.26 EUR, below zero for a credit note. */
export function document(
  given: GivenDocument & {
    readonly gross?: string
    readonly hash?: string | null
    readonly date?: string
  } = {},
): string {
  const { customer, month, kind, year, number: own } = { ...next, ...given }
  const [net, vat, gross] = kind === 'invoice' ? ['1', '0.26', '1.26'] : ['-1', '-0.26', '-1.26']
  return `insert into documents (customer_id, billing_month, kind, year, number, issue_date, due_date, buyer, net, vat,
      gross, vat_groups, corrects, rule_set, rule_set_hash, price_lists, commitment, recorded_at, recorded_by)
    values ('${customer}', '${month}', '${kind}', ${year}, ${own}, '${given.date ?? '2026-03-03'}', '2026-03-17', '{}',
      ${net}, ${vat}, ${given.gross ?? gross}, '[]', '{}', 'test', 'hash', '[]',
      ${given.hash === null ? 'null' : "'hash'"}, ${attribution});`
}

/** A line of c1's February document. */
export function documentLine(
  given: {
    readonly line?: number
    readonly net?: string
    readonly month?: string
    readonly after?: string
  } = {},
): string {
  const { line = 1, net = '1', month = '2026-02-01', after = net } = given
  const events = `0, '${crypto.randomUUID()}'`
  return `insert into document_lines (customer_id, billing_month, line_number, usage_month, charge, quantity, net,
      vat_treatment, vat_rate, quantity_before, net_before, quantity_after, net_after, reasons, event_count_before,
      event_digest_before, event_count_after, event_digest_after)
    values ('c1', '${month}', ${line}, '${month}', 'monthly-fee', 1, ${net}, 'domestic', 25.5, 0, 0, 1, ${after}, '[]',
      ${events}, ${events});`
}

export function entry(voucher = '2026-0000002', customer = 'c1'): string {
  return `insert into journal_entries (customer_id, voucher, entry_date, recorded_at, recorded_by)
    values ('${customer}', '${voucher}', '2026-03-03', ${attribution});`
}

/** Lines of an entry of c1's: pairs of debit and credit. */
export function entryLines(
  sides: readonly (readonly [debit: number, credit: number])[],
  { voucher = '2026-0000002', from = 1 } = {},
): string {
  const rows = sides.map(
    ([debit, credit], index) => `('c1', '${voucher}', ${from + index}, 'receivables', ${debit}, ${credit})`,
  )
  return `insert into journal_lines (customer_id, voucher, line_number, account, debit, credit) values ${rows.join(', ')};`
}

export const balanced = [
  [1.26, 0],
  [0, 1.26],
] as const

/** c1's February document as a run would issue it: the number, the document, its line, its entry. */
export const wholeDocument = number() + document() + documentLine() + entry() + entryLines(balanced)

export interface GivenFact {
  readonly from: string
  readonly posting: string
  readonly customer?: string
  /** A number of the fact's own, past its sequence. */
  readonly factId?: string
}

const values = {
  service_terms: { pricing_model: "'separate'", service_package: "'basic'" },
  revenue_reports: { eur: '1' },
  agreed_monthly_fees: { fee: '1' },
  vat_treatments: { treatment: "'domestic'" },
  customer_prices: { resource: "'escan.nv'" },
  clerk_holds: { held: 'true', reason: "'test'" },
  manual_charges: { text: "'test'", net: '1', reason: "'test'" },
  event_retractions: {
    source: "'default'",
    event_id: "'e1'",
    event_posting_month: "'2026-01-01'",
    reason: "'test'",
  },
} as const

export type FactTable = keyof typeof values

export const factTables = [
  'service_terms',
  'revenue_reports',
  'agreed_monthly_fees',
  'vat_treatments',
  'customer_prices',
  'clerk_holds',
  'manual_charges',
  'event_retractions',
] as const satisfies readonly FactTable[]

/** A dated fact; c2's, but that c1 alone has an event to take back. */
export function fact(table: FactTable, { from, posting, customer, factId }: GivenFact): string {
  const isAboutUsage = table === 'manual_charges' || table === 'event_retractions'
  const row = {
    customer_id: `'${customer ?? (table === 'event_retractions' ? 'c1' : 'c2')}'`,
    ...(factId === undefined ? {} : { fact_id: factId }),
    [isAboutUsage ? 'usage_month' : 'from_month']: `'${from}'`,
    posting_month: `'${posting}'`,
    ...values[table],
  }
  return `insert into ${table} (${Object.keys(row).join(', ')}, recorded_at, recorded_by)
    ${factId === undefined ? '' : 'overriding system value'} values (${Object.values(row).join(', ')}, ${attribution});`
}

/** An event of c1's in a batch, the newest recorded one unless given. */
export function event(given: {
  readonly usage: string
  readonly posting: string
  readonly table?: string
  readonly batch?: string
}): string {
  const {
    usage,
    posting,
    table = 'events',
    batch: id = '(select max(batch_id) from recording_batches)',
  } = given
  return `insert into ${table} (posting_month, usage_month, at, batch_id, quantity, body_hash_high, body_hash_low,
      disposition, outcome, channel, customer_id, source, event_id, resource, method)
    values ('${posting}', '${usage}', '${usage}T12:00:00Z', ${id}, 1, 1, 1, 'failed', 'failed', 'web-service', 'c1',
      'default', 'by-hand', 'x', 'GET');`
}

/** A batch that says how many events it has. */
export function batch(events: number): string {
  return `insert into recording_batches (event_count, recorded_at, recorded_by) values (${events}, ${attribution});`
}

export function accessChange(
  changeNumber: number,
  at: string,
  { open = false, recordedAt = '2026-03-04T08:00:00+02:00', customer = 'c1' } = {},
) {
  return `insert into access_changes (customer_id, change_number, at, open, recorded_at, recorded_by)
    values ('${customer}', ${changeNumber}, '${at}', ${open}, '${recordedAt}', 'test');`
}
