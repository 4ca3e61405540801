import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { billingZone } from '../../rules/billing-month.ts'
import { msOfInstant, type Instant } from '../../rules/instant.ts'

/** Clock time in Helsinki with its offset, to the second: `2026-03-10 10:00:00+02:00`. */
export function helsinkiTime(instant: Instant): string {
  return format(new TZDate(msOfInstant(instant), billingZone), 'yyyy-MM-dd HH:mm:ssxxx')
}
