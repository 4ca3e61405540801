import { addMonths, endOfMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { formatInstant, secondsAfter } from '../../rules/instant.ts'
import { loadOpenings } from '../../src/access/load-openings.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { recordAgreedMonthlyFees, recordRevenueReports } from '../../src/customers/record-dated-facts.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Attribution } from '../../src/database/attribution.ts'
import type { Database } from '../../src/database/client.ts'
import { lockCustomers } from '../../src/database/lock-customers.ts'
import type { Random } from '../../src/demo/random.ts'
import { BillingError } from '../../src/errors/billing-error.ts'
import { recordCustomerPrices } from '../../src/prices/customer-prices.ts'
import { findEvents, type FoundEvent } from '../../src/usage/find-events.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { perUnit } from '../rules/examples.ts'
import { receivedEvent } from '../usage/given-event.ts'

/** Something that is recorded in one database transaction. */
export interface Deed {
  /** Kept as the note of what it records, so that the books say afterwards when it was done. */
  readonly name: string
  /** Answers in words. */
  perform(db: Database): Promise<string>
}

export const customers = Array.from({ length: 9 }, (_, index) => ({ id: `c${index}` }))
const idsPerMonth = 40

/**
 * Draws what is recorded about a month that is open: batches with ids in common, some in conflict; facts of the month
 * and the one before; and events taken back, of those that `retractable` was about.
 */
export function monthDeeds(random: Random, month: BillingMonth, retractable: BillingMonth): readonly Deed[] {
  const about = { random, month, label: `${month} ${random.below(1_000_000)}` }
  return [
    ...Array.from({ length: 4 }, (_, index) => batch(about, index)),
    ...Array.from({ length: 2 }, (_, index) => retraction(about, index, retractable)),
    revenue(about),
    agreedFee(about),
    price(about),
    access(about),
    rename(about),
  ]
}

/** The morning after the month. */
export function morningAfter(month: BillingMonth, note: string | null = null): Attribution {
  return { recordedAt: secondsAfter(endOfMonth(month), 8 * 3600), recordedBy: 'test', note }
}

interface About {
  readonly random: Random
  readonly month: BillingMonth
  readonly label: string
}

function batch({ random, month, label }: About, index: number): Deed {
  const rows = Array.from({ length: 1 + random.below(12) }, () => {
    const number = random.below(idsPerMonth)
    return {
      ...eventOf(month, number),
      resource: number % 3 === 0 ? 'accounting.nv' : 'purchaseinvoice.nv',
      quantity: 1 + (random.chance(0.2) ? random.below(5) : 0),
      at: `${number % 10 === 0 ? addMonths(month, -1) : month}-${10 + (number % 10)}T10:00:00Z`,
    }
  })
  const received = { at: formatInstant(morningAfter(month).recordedAt), backfill: true }
  const events = rows.map((row) => receivedEvent(row, received))
  return deed(`${label} batch ${index}`, month, async (db, attribution) => {
    const answers = await recordEvents(db, events, attribution)
    return answers.map(({ kind }) => kind).join(' ')
  })
}

function retraction({ random, month, label }: About, index: number, retractable: BillingMonth): Deed {
  const [one, other] = [random.below(idsPerMonth), random.below(idsPerMonth)]
  const wanted = [eventOf(retractable, one), eventOf(retractable, other)]
  return deed(`${label} retraction ${index}`, month, (db, attribution) =>
    atomically(db, async (tx) => {
      await lockCustomers(
        tx,
        wanted.map(({ customer }) => customer),
      )
      const found: FoundEvent[] = []
      for (const event of wanted) found.push(...(await findEvents(tx, event)))
      const events = [...new Map(found.map((event) => [event.id, event])).values()]
      if (events.length === 0) return 'nothing found'
      await retractEvents(tx, events, 'sent by mistake', attribution)
      return `${events.length} taken back`
    }),
  )
}

function eventOf(month: BillingMonth, number: number) {
  return { customer: `c${number % customers.length}`, id: `${month} ${number}` }
}

function revenue({ random, month, label }: About): Deed {
  const facts = Array.from({ length: 3 }, () => ({
    ...customerAndMonth(random, month),
    value: decimal(100_000 * (1 + random.below(9))),
  }))
  return deed(`${label} revenue`, month, async (db, attribution) => {
    await atomically(db, (tx) => recordRevenueReports(tx, facts, attribution))
    return 'recorded'
  })
}

function agreedFee({ random, month, label }: About): Deed {
  const value = random.chance(0.5) ? decimal(random.below(50)) : null
  const facts = [{ ...customerAndMonth(random, month), value }]
  return deed(`${label} fee`, month, async (db, attribution) => {
    await atomically(db, (tx) => recordAgreedMonthlyFees(tx, facts, attribution))
    return 'recorded'
  })
}

function price({ random, month, label }: About): Deed {
  const unit = perUnit(`0.${random.below(10)}`, String(random.below(3)))
  const prices = [{ ...customerAndMonth(random, month), resource: 'accounting.nv' as const, price: unit }]
  return deed(`${label} price`, month, async (db, attribution) => {
    await atomically(db, (tx) => recordCustomerPrices(tx, prices, attribution))
    return 'recorded'
  })
}

/** Opens the API of a customer, or closes it. */
function access({ random, month, label }: About): Deed {
  const customer = `c${random.below(customers.length)}`
  return deed(`${label} access`, month, (db, attribution) =>
    atomically(db, async (tx) => {
      await lockCustomers(tx, [customer])
      const last = (await loadOpenings(tx, [customer])).get(customer)?.at(-1)
      const open = last?.closedAt !== undefined
      await recordAccessChanges(tx, [{ customer, at: attribution.recordedAt, open }], attribution)
      return open ? 'opened' : 'closed'
    }),
  )
}

function rename({ random, month, label }: About): Deed {
  const customer = `c${random.below(customers.length)}`
  const renamed = { customer, name: `${month} Oy ${random.below(10)}`, businessId: null, vatNumber: null }
  return deed(`${label} name`, month, (db, attribution) =>
    atomically(db, async (tx) => {
      await lockCustomers(tx, [customer])
      await recordCustomers(tx, [renamed], attribution)
      return 'recorded'
    }),
  )
}

function customerAndMonth(random: Random, month: BillingMonth) {
  return { customer: `c${random.below(customers.length)}`, from: addMonths(month, -random.below(2)) }
}

function deed(
  name: string,
  month: BillingMonth,
  work: (db: Database, attribution: Attribution) => Promise<string>,
): Deed {
  const perform = async (db: Database) => {
    try {
      return await work(db, morningAfter(month, name))
    } catch (error) {
      if (error instanceof BillingError && error.code === 'already-retracted') return error.code
      throw error
    }
  }
  return { name, perform }
}
