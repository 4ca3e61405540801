import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant, month, recorded } from '../columns.ts'

/** Every closed month and, as the only row without `closed_at`, the oldest open one; later months have no row yet. */
export const months = pgTable('months', {
  month: month('month').primaryKey(),
  closedAt: instant('closed_at'),
  closedBy: text('closed_by'),
  closingNote: text('closing_note'),
  ...recorded,
})
