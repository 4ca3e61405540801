import type { BillingMonth } from '../../rules/billing-month.ts'
import type { HoldReason } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { holdSentence } from './hold-sentence.ts'
import { standing } from './standing.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** A customer's usage month that cannot be billed yet, for one reason. */
export interface StandingHold {
  readonly customer: string
  readonly usageMonth: BillingMonth
  /** The billing month of the run that could not bill it last. */
  readonly heldIn: BillingMonth
  /** The reason with its details, as R6 decided it. */
  readonly reason: HoldReason
  /** In words, with what ends the hold. */
  readonly sentence: string
}

/** A hold's place in the report: nothing else has these three. */
export type PlaceOfHold = readonly [customer: string, usageMonth: BillingMonth, reason: string]

export interface HoldsAsked {
  /** The place of the last hold that is known already. */
  readonly after?: PlaceOfHold | undefined
  /** At most so many; all unless given. */
  readonly limit?: number | undefined
  /** Of these customers alone; null: of all. */
  readonly customers?: readonly string[] | null
}

/** The holds that stand, by customer, usage month and reason: what somebody has to see to. */
export async function standingHolds(
  db: Database,
  { after, limit, customers = null }: HoldsAsked = {},
): Promise<readonly StandingHold[]> {
  const [lastCustomer, lastMonth, lastReason] = after ?? ['', '0001-01', '']
  const rows = await inSnapshot(
    db,
    ({ sql }) => sql<Row[]>`
    select customer_id, usage_month::text, billing_month::text, reason, details from ${standing(db)}
    where (customer_id, usage_month, reason collate "C") > (${lastCustomer}, ${`${lastMonth}-01`}::text::date, ${lastReason})
      and (${customers}::text[] is null or customer_id = any(${customers}::text[]))
    order by customer_id, usage_month, reason collate "C"
    limit ${limit ?? null}`,
  )
  return rows.map(
    ({ customer_id: customer, usage_month: used, billing_month: held, reason: name, details }) => {
      const reason = reasonOf(name, details)
      const [usageMonth, heldIn] = [monthOfDate(used), monthOfDate(held)]
      return { customer, usageMonth, heldIn, reason, sentence: holdSentence(reason) }
    },
  )
}

interface Row {
  readonly customer_id: string
  readonly usage_month: string
  readonly billing_month: string
  readonly reason: HoldReason['reason']
  readonly details: object
}

/** Guarantee: `insert-holds` stores a reason's name and, beside it, everything else of the reason. */
function reasonOf(reason: HoldReason['reason'], details: object): HoldReason {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put together as it was taken apart
  return { reason, ...details } as HoldReason
}
