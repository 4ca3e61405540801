/** Tables whose rows are added and never changed; `events_2026_01` stands for every partition. */
export const appendOnlyTables = [
  'price_lists',
  'customers',
  'customer_particulars',
  'service_terms',
  'revenue_reports',
  'agreed_monthly_fees',
  'vat_treatments',
  'customer_prices',
  'event_retractions',
  'manual_charges',
  'clerk_holds',
  'access_changes',
  'recording_batches',
  'events',
  'events_2026_01',
  'documents',
  'document_lines',
  'document_numbers',
  'holds',
  'journal_entries',
  'journal_lines',
  'payments',
  'payment_register',
  'drizzle.__drizzle_migrations',
] as const

/** Tables that move on, in one direction: each has a guarantee of its own, and a file here that tries it. */
export const movingTables = [
  'months',
  'invoice_runs',
  'pending_batches',
  'usage_totals',
  'usage_by_day',
  'first_successes',
] as const
