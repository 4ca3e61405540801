// Random inputs of every property, in one place. Values are drawn from what the rules allow, with bounds and halves
// far more often than chance would give them.
import * as fc from 'fast-check'
import { openingsOf, type ApiOpening } from '../../rules/api-access.ts'
import {
  addMonths,
  billingMonth,
  endOfMonth,
  laterMonth,
  monthOf,
  startOfMonth,
  type BillingMonth,
} from '../../rules/billing-month.ts'
import type { FirstSuccess } from '../../rules/billing-span.ts'
import { chargedResources } from '../../rules/charged-resources.ts'
import { factInForce, type DatedFact } from '../../rules/dated-series.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import { channels, dispositionOf, outcomes, type Channel, type Outcome } from '../../rules/disposition.ts'
import { instantOfMs, secondsAfter, type Instant } from '../../rules/instant.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import { servicePackages, type ServiceTerms } from '../../rules/package-eligibility.ts'
import type { Price, Tier } from '../../rules/price.ts'
import type { PriceList, RecordedPriceList, RevenueClass } from '../../rules/price-list.ts'
import type { BillableUsage } from '../../rules/billable-usage.ts'
import type { CustomerFacts } from '../../rules/rate-month.ts'
import { vatTreatments } from '../../rules/vat.ts'
import { firstSuccess, hash } from '../rules/examples.ts'

/** A decimal with at most `places` decimals. */
export function decimals(least: number, most: number, places: number): fc.Arbitrary<Decimal> {
  const scale = 10 ** places
  return fc
    .bigInt(BigInt(least) * BigInt(scale), BigInt(most) * BigInt(scale))
    .map((units) => decimal(units.toString()).dividedBy(decimal(scale)))
}

/** Whole numbers as decimals: quantities, bounds, block sizes. */
export function wholes(least: number, most: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min: least, max: most }).map((whole) => decimal(whole))
}

/** A unit price or fee: 0 or more, up to 6 decimals. */
export const amounts = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '0.000001', '0.005', '0.015', '39').map((text) => decimal(text)),
  },
  { weight: 3, arbitrary: decimals(0, 100, 6) },
)

/** Euros in whole cents, negative ones too. */
export const moneys: fc.Arbitrary<Money> = fc
  .integer({ min: -10_000_000, max: 10_000_000 })
  .map((cents) => moneyOf(decimal(cents).dividedBy(decimal(100)).toFixed(2)))

export const quantities = fc.oneof(wholes(0, 30), wholes(0, 5000))

export const freeUnits = fc.oneof(fc.constant(decimal(0)), wholes(0, 40))

/** Tiers that are proved: bounds rise, the last one is open. */
export function tierTables(flats: fc.Arbitrary<Decimal> = amounts): fc.Arbitrary<readonly Tier[]> {
  return fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 0, maxLength: 4 }).chain((bounds) =>
    fc.tuple(
      ...[...bounds.toSorted((one, other) => one - other), undefined].map((bound) =>
        fc.record({
          upTo: fc.constant(bound === undefined ? undefined : decimal(bound)),
          unit: amounts,
          flat: flats,
        }),
      ),
    ),
  )
}

/** Any price that its proof accepts. */
export const prices: fc.Arbitrary<Price> = fc.oneof(
  fc.record({ kind: fc.constant('per-unit'), unit: amounts, free: freeUnits }),
  fc.record({ kind: fc.constant('package'), size: wholes(1, 50), price: amounts, free: freeUnits }),
  fc.record({ kind: fc.constant('graduated'), tiers: tierTables(), free: freeUnits }),
  fc.record({ kind: fc.constant('volume'), tiers: tierTables(), free: freeUnits }),
)

/** Months that a price list can cover, the change of VAT rate among them. */
export const months: fc.Arbitrary<BillingMonth> = fc.oneof(
  fc.constantFrom('2024-08', '2024-09', '2024-12', '2025-01', '2026-03', '2026-10').map(billingMonth),
  monthsBetween(billingMonth('1995-01'), 40 * 12),
)

export function monthsBetween(first: BillingMonth, count: number): fc.Arbitrary<BillingMonth> {
  return fc.integer({ min: 0, max: count - 1 }).map((step) => addMonths(first, step))
}

/** Any instant from 1970 to 2199, the edges of months and years most of all. */
export const instants: fc.Arbitrary<Instant> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 7_258_111_199 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([seconds, microseconds]) => secondsAfter(instantOfMs(seconds * 1000), microseconds / 1_000_000)),
  fc
    .tuple(
      monthsBetween(billingMonth('1970-02'), 2_750),
      fc.constantFrom(-1, -0.000001, 0, 0.000001, 1, 7200),
    )
    .map(([month, seconds]) => secondsAfter(startOfMonth(month), seconds)),
)

/** An instant inside the month, its first and last microsecond included. */
export function instantsIn(month: BillingMonth): fc.Arbitrary<Instant> {
  const lengthMicroseconds = endOfMonth(month) - startOfMonth(month)
  return fc
    .oneof(fc.constantFrom(0, lengthMicroseconds - 1), fc.integer({ min: 0, max: lengthMicroseconds - 1 }))
    .map((microseconds) => secondsAfter(startOfMonth(month), microseconds / 1_000_000))
}

/** Classes that are proved: bounds rise, only the last may include its bound. */
const revenueClassTables: fc.Arbitrary<readonly RevenueClass[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 7 }),
    fc.boolean(),
    fc.array(amounts, { minLength: 7, maxLength: 7 }),
  )
  .map(([boundsCents, endIncluded, fees]) =>
    boundsCents
      .toSorted((one, other) => one - other)
      .map((cents, index) => ({
        bound: decimal(cents).dividedBy(decimal(100)),
        boundIncluded: endIncluded && index === boundsCents.length - 1,
        monthlyFee: fees[index] ?? decimal(0),
      })),
  )

/** A price list that its proof accepts; some resources have no default price. */
export function priceLists(effectiveFrom: fc.Arbitrary<BillingMonth> = months): fc.Arbitrary<PriceList> {
  return fc.record({
    name: fc.constantFrom('spring', 'autumn'),
    status: fc.constantFrom('sample', 'binding'),
    currency: fc.constant('EUR'),
    effectiveFrom,
    revenueClasses: revenueClassTables,
    transactionPrices: fc.record(
      { 'accounting.nv': prices, 'purchaseinvoice.nv': prices, 'escan.nv': prices },
      { requiredKeys: [] },
    ),
  })
}

const serviceTerms: fc.Arbitrary<ServiceTerms> = fc.record({
  pricingModel: fc.constantFrom('package', 'separate'),
  servicePackage: fc.constantFrom(...servicePackages),
})

/** The months that the random history below plays in; everything is known when the last one closes. */
export const firstMonth = billingMonth('2024-07')
export const lastMonth = billingMonth('2024-12')
const monthCount = 6
const historyMonths = monthsBetween(firstMonth, monthCount)
const historyInstants = historyMonths.chain(instantsIn)

/** Alternating openings and closings, in order; most often open from the start. */
const openingHistories: fc.Arbitrary<readonly ApiOpening[]> = fc
  .tuple(mostly(true, fc.boolean()), fc.uniqueArray(historyInstants, { minLength: 0, maxLength: 5 }))
  .map(([fromTheStart, changes]) =>
    openingsOf(
      [...(fromTheStart ? [startOfMonth(firstMonth)] : []), ...new Set(changes)]
        .toSorted((one, other) => one - other)
        .map((at, index) => ({ at, open: index % 2 === 0 })),
    ),
  )

/** One recorded call, as the rules see it. */
export interface RandomEvent {
  readonly at: Instant
  readonly postedIn: BillingMonth
  readonly channel: Channel
  readonly outcome: Outcome
  readonly resource: string
  readonly method: string
  readonly quantity: Decimal
}

const events: fc.Arbitrary<RandomEvent> = fc
  .record({
    at: historyInstants,
    knownIn: historyMonths,
    channel: mostly('web-service', fc.constantFrom(...channels)),
    outcome: mostly('ok', fc.constantFrom(...outcomes)),
    resource: fc.constantFrom(...chargedResources, 'customerlist.nv'),
    method: mostly('POST', fc.constantFrom('POST', 'GET')),
    quantity: wholes(1, 60),
  })
  .map(({ knownIn, ...event }) => ({ ...event, postedIn: laterMonth(monthOf(event.at), knownIn) }))

/** A customer's whole history: late facts and events, openings, terms, and the price lists. */
export interface History {
  readonly facts: CustomerFacts
  readonly events: readonly RandomEvent[]
  readonly priceLists: readonly RecordedPriceList[]
}

export const histories: fc.Arbitrary<History> = fc
  .record({
    terms: fc.array(fc.tuple(historyMonths, serviceTerms), { maxLength: 2 }),
    firstTerms: mostly<ServiceTerms>({ pricingModel: 'separate', servicePackage: 'basic' }, serviceTerms),
    revenue: lateFacts(decimals(0, 12_000_000, 2), 4),
    agreedMonthlyFees: lateFacts(fc.option(amounts), 2),
    transactionPrices: fc.array(
      fc.tuple(fc.constantFrom(...chargedResources), lateFact(fc.option(prices, { freq: 3 }))),
      { maxLength: 4 },
    ),
    vatTreatments: lateFacts(fc.constantFrom(...vatTreatments), 2),
    openings: openingHistories,
    events: fc.array(events, { minLength: 2, maxLength: 25 }),
    firstList: priceLists(mostly(firstMonth, historyMonths)),
    laterLists: fc.array(priceLists(historyMonths), { maxLength: 2 }),
  })
  .map(({ events: recorded, firstList, laterLists, ...drawn }) => {
    // Terms change from an open month on, so they are known in the month they start in (R1).
    const terms = [
      { factId: 1000, from: firstMonth, postedIn: firstMonth, value: drawn.firstTerms },
      ...drawn.terms.map(([from, value], index) => ({ factId: 1001 + index, from, postedIn: from, value })),
    ]
    const facts: CustomerFacts = {
      customer: 'c1',
      terms,
      revenue: numbered(drawn.revenue),
      agreedMonthlyFees: numbered(drawn.agreedMonthlyFees),
      transactionPrices: drawn.transactionPrices.map(([resource, fact], index) => ({
        ...fact,
        resource,
        factId: index + 1,
      })),
      vatTreatments: numbered(drawn.vatTreatments),
      openings: drawn.openings,
      firstSuccesses: [],
      usage: [],
      manualCharges: [],
      clerkHolds: [],
    }
    return {
      facts: withEvents(facts, recorded),
      events: recorded,
      priceLists: [firstList, ...laterLists].map((list, index) => ({ listId: index + 1, list })),
    }
  })

/** The facts with these events counted, each by the disposition that the rules give it. */
export function withEvents(facts: CustomerFacts, recorded: readonly RandomEvent[]): CustomerFacts {
  const billable = recorded.filter((event) => {
    const terms = factInForce(facts.terms, monthOf(event.at), event.postedIn)?.value
    return dispositionOf(event, terms, facts.openings) === 'billable'
  })
  const firstSuccesses: FirstSuccess[] = billable.flatMap(({ at, postedIn }) =>
    facts.openings
      .filter(({ openedAt, closedAt }) => openedAt <= at && (closedAt === undefined || at < closedAt))
      .map(({ openingNumber }) => firstSuccess(openingNumber, at, postedIn)),
  )
  const usage: BillableUsage[] = billable.map(({ at, postedIn, resource, method, quantity }) => ({
    usageMonth: monthOf(at),
    postedIn,
    resource,
    method,
    quantity,
    events: { count: 1, digest: hash(at) },
  }))
  return { ...facts, firstSuccesses, usage }
}

type UnnumberedFact<Value> = Omit<DatedFact<Value>, 'factId'>

function lateFact<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<UnnumberedFact<Value>> {
  return fc
    .tuple(monthsBetween(addMonths(firstMonth, -2), monthCount + 2), historyMonths, values)
    .map(([from, knownIn, value]) => ({ from, postedIn: laterMonth(from, knownIn), value }))
}

function lateFacts<Value>(
  values: fc.Arbitrary<Value>,
  maxLength: number,
): fc.Arbitrary<readonly UnnumberedFact<Value>[]> {
  return fc.array(lateFact(values), { maxLength })
}

function numbered<Value>(facts: readonly UnnumberedFact<Value>[]): readonly DatedFact<Value>[] {
  return facts.map((fact, index) => ({ ...fact, factId: index + 1 }))
}

function mostly<Value>(usual: NoInfer<Value>, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others })
}

/** Histories in which some events are taken back later, and some things are settled by hand. */
export const correctedHistories: fc.Arbitrary<History> = fc
  .record({
    history: histories,
    retractions: fc.uniqueArray(fc.record({ index: fc.nat(24), knownIn: historyMonths }), {
      selector: ({ index }) => index,
      maxLength: 6,
    }),
    manualCharges: fc.array(
      fc.record({
        usageMonth: historyMonths,
        knownIn: historyMonths,
        net: moneys.filter((net) => !net.isZero()),
        text: fc.constantFrom('Set-up', 'Set-up of an integration '.repeat(6).trim()),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ history, retractions, manualCharges }) => {
    const facts = retractions.reduce(
      (before, { index, knownIn }) => withRetraction(before, index, knownIn),
      history.facts,
    )
    const byHand = manualCharges.map(({ usageMonth, knownIn, net, text }, index) => ({
      factId: index + 1,
      usageMonth,
      postedIn: laterMonth(usageMonth, knownIn),
      net,
      text,
      reason: 'agreed',
    }))
    return { ...history, facts: { ...facts, manualCharges: byHand } }
  })

/** Every billable event of `withEvents` stands at one index of both series. */
function withRetraction(facts: CustomerFacts, index: number, knownIn: BillingMonth): CustomerFacts {
  const usage = facts.usage[index]
  if (usage === undefined) return facts
  const takenBackIn = laterMonth(usage.postedIn, knownIn)
  const { count, digest } = usage.events
  return {
    ...facts,
    firstSuccesses: facts.firstSuccesses.map((success, at) =>
      at === index ? { ...success, takenBackIn } : success,
    ),
    usage: [
      ...facts.usage,
      {
        ...usage,
        postedIn: takenBackIn,
        quantity: usage.quantity.negated(),
        events: { count: -count, digest },
      },
    ],
  }
}
