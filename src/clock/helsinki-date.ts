import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { billingZone } from '../../rules/billing-month.ts'
import { msOfInstant, type Instant } from '../../rules/instant.ts'

/** The calendar date in Helsinki: `2026-04-03`. */
export function helsinkiDate(instant: Instant): string {
  return format(new TZDate(msOfInstant(instant), billingZone), 'yyyy-MM-dd')
}
