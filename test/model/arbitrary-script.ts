// Scripts in which what is rare in life is frequent: bounds, late facts, repeats, killed work, refused moves.
import * as fc from 'fast-check'
import type { ListContent, PriceContent } from './naive/price-content.ts'
import {
  closingPlaces,
  recordingPlaces,
  runPlaces,
  type Call,
  type Move,
  type Script,
  type When,
} from './script.ts'

/** `chapters` months or less, each closed and run at its end. */
export function arbitraryScript(chapters: number): fc.Arbitrary<Script> {
  return record({
    from: fc.constantFrom('2024-07', '2024-10', '2026-01'), // a VAT rate, a year of numbers and summer time change
    list,
    customers: fc.tuple(...['B', 'a', 'a-b'].map(startingCustomer)),
    chapters: fc.array(chapter, { minLength: Math.min(2, chapters), maxLength: chapters, size: 'max' }),
  }).map(({ chapters: moves, ...script }) => ({ ...script, moves: moves.flat() }))
}

/** Mostly customers from whom a bill can come. */
function startingCustomer(id: string) {
  return record({
    id: fc.constant(id),
    terms: often(separateTerms, terms),
    revenue: fc.option(revenue, { freq: 12 }),
    vat: often(fc.constant(null), vatTreatment),
    open: often(fc.constant(true), fc.boolean()),
  })
}

const separateTerms = fc.constant({ pricingModel: 'separate', servicePackage: 'basic' } as const)

const terms = fc.constantFrom(
  { pricingModel: 'separate', servicePackage: 'basic' } as const,
  { pricingModel: 'separate', servicePackage: 'premium' } as const,
  { pricingModel: 'package', servicePackage: 'professional' } as const,
  { pricingModel: 'package', servicePackage: 'basic' } as const,
)

const revenue = often(
  fc.constantFrom('0', '199999.99', '200000', '350000', '499999.99'),
  fc.constantFrom('500000', '10000000', '10000000.01'),
)

const vatTreatment = fc.constantFrom('domestic', 'reverse-charge', 'outside-eu')

const prices: readonly PriceContent[] = [
  { perUnit: '0.25' },
  { perUnit: '0' },
  { perUnit: '0.005', free: '3' },
  { package: { size: '10', price: '1.5' }, free: '1' },
  { graduated: [{ upTo: '10', unit: '0.4' }, { unit: '0.3' }] },
  {
    graduated: [{ upTo: '5', flat: '2' }, { upTo: '20', unit: '0.333333', flat: '1' }, { unit: '0.1' }],
    free: '2',
  },
  { volume: [{ upTo: '10', unit: '1' }, { upTo: '20', unit: '0.5', flat: '3' }, { unit: '0.105' }] },
]

const classes = [
  { below: '200000', monthlyFee: '19' },
  { below: '500000', monthlyFee: '39.005' },
  { upTo: '10000000', monthlyFee: '199' },
]

const lists: readonly ListContent[] = [
  {
    revenueClasses: classes,
    transactionPrices: { 'accounting.nv': { perUnit: '0.15' }, 'purchaseinvoice.nv': { perUnit: '0.25' } },
  },
  {
    revenueClasses: classes.slice(0, 2), // ends below 500,000
    transactionPrices: {
      'accounting.nv': { volume: [{ upTo: '3', unit: '0.5' }, { unit: '0.4' }] },
      'purchaseinvoice.nv': {
        graduated: [{ upTo: '2', unit: '1', flat: '0.5' }, { unit: '0.75' }],
        free: '1',
      },
      'escan.nv': { perUnit: '0.125' },
    },
  },
  { revenueClasses: [{ upTo: '500000', monthlyFee: '0' }], transactionPrices: {} },
]

const list = often(fc.constantFrom(...lists.slice(0, 2)), fc.constantFrom(...lists))

const customer = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('B', 'a', 'a-b') },
  { weight: 1, arbitrary: fc.constant('ä') }, // known only when a move makes it so
)

const monthsFromClock = fc.constantFrom(0, 0, -1, -1, -1, -1, -2, -2, -2, -3, 1, 2)

const when: fc.Arbitrary<When> = fc.oneof(
  { weight: 10, arbitrary: fc.constant('now') },
  {
    weight: 8,
    arbitrary: record({
      month: fc.constantFrom(-1, -1, -1, -2, -2, -3, 0),
      moment: fc.constantFrom('start', 'early', 'late', 'end'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'left out',
      'four minutes ahead',
      'six minutes ahead',
      'at the last change',
      'just before the last change',
    ),
  },
)

const call: fc.Arbitrary<Call> = record({
  customer,
  id: fc.integer({ min: 1, max: 50 }).map((number) => `e${number}`),
  source: fc.constantFrom('default', 'default', 'default', 'gateway-2'),
  resource: fc.constantFrom(
    'purchaseinvoice.nv',
    'purchaseinvoice.nv',
    'purchaseinvoice.nv',
    'accounting.nv',
    'accounting.nv',
    'eScan.nv?x=1',
    'customer.nv',
  ),
  method: often(fc.constant('POST'), fc.constantFrom('post', 'GET')),
  outcome: often(fc.constant('ok'), fc.constant('failed')),
  channel: often(fc.constant('web-service'), fc.constantFrom('web-service', 'store-extension')),
  quantity: fc.constantFrom(1, 1, 2, 3, 5, 9, 10, 11, 20, 21),
  when,
  backfill: fc.constantFrom(false, true),
})

const recording: fc.Arbitrary<Move> = record({
  move: fc.constant('record'),
  calls: fc.array(call, { minLength: 1, maxLength: 4 }),
})

const fact: fc.Arbitrary<Move> = fc.oneof(
  record({ move: fc.constant('revenue'), customer, from: monthsFromClock, eur: revenue }),
  record({
    move: fc.constant('fee'),
    customer,
    from: monthsFromClock,
    fee: fc.constantFrom(null, '0', '12.345', '450'),
  }),
  record({
    move: fc.constant('price'),
    customer,
    from: monthsFromClock,
    resource: fc.constantFrom('purchaseinvoice.nv', 'purchaseinvoice.nv', 'accounting.nv', 'escan.nv'),
    price: fc.option(fc.constantFrom(...prices), { freq: 8 }),
  }),
  record({ move: fc.constant('vat'), customer, from: monthsFromClock, treatment: vatTreatment }),
  record({ move: fc.constant('terms'), customer, from: monthsFromClock, terms }),
)

const renaming: fc.Arbitrary<Move> = record({
  move: fc.constant('customer'),
  customer,
  name: fc.constantFrom('Uusi Oy', 'Vanha Oy'),
})

const clerkMove: fc.Arbitrary<Move> = fc.oneof(
  record({
    move: fc.constant('take-back'),
    events: fc.array(fc.nat(60), { minLength: 1, maxLength: 3 }),
  }),
  record({
    move: fc.constant('charge'),
    customer,
    from: monthsFromClock,
    net: fc.constantFrom('-500', '-12.34', '0.01', '150'),
  }),
  record({
    move: fc.constantFrom('hold', 'release'),
    customer,
    from: monthsFromClock,
    why: fc.constantFrom('disputed', 'bankrupt'),
  }),
)

const payment: fc.Arbitrary<Move> = record({
  move: fc.constant('pay'),
  document: fc.nat(20),
  amount: fc.constantFrom('what it says', 'what it says', 'twice that', '5.00'),
  bankId: fc.integer({ min: 1, max: 12 }).map((number) => `bank-${number}`),
  told: fc.constantFrom(1, 1, 2),
})

const rareMove: fc.Arbitrary<Move> = fc.oneof(
  renaming,
  record({
    move: fc.constant('list'),
    from: fc.constantFrom(-1, 0, 1, 2),
    list,
  }),
  record({ move: fc.constant('preview'), month: fc.constantFrom(-1, 0, 0, 1, 2) }),
  record({ move: fc.constant('close'), month: fc.constantFrom(-1, 0, 1) }),
  record({ move: fc.constant('run'), month: fc.constantFrom(-1, 0, 1) }),
  record({ move: fc.constant('roll-up') }),
  record({
    move: fc.constant('record'),
    calls: fc.array(call, { minLength: 1, maxLength: 2 }),
    killedAt: fc.constantFrom(...recordingPlaces),
  }),
)

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: recording },
  { weight: 5, arbitrary: fact },
  {
    weight: 3,
    arbitrary: record({
      move: fc.constantFrom('open', 'open', 'shut'),
      customer,
      daysBack: often(fc.constant(0), fc.constantFrom(0, 10, 40)),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      move: fc.constant('resend'),
      batch: fc.nat(20),
      change: fc.constantFrom(null, null, 'quantity', 'outcome', 'at'),
    }),
  },
  { weight: 2, arbitrary: record({ move: fc.constant('wait'), days: fc.constantFrom(1, 5, 20) }) },
  { weight: 4, arbitrary: clerkMove },
  { weight: 2, arbitrary: payment },
  { weight: 3, arbitrary: rareMove },
)

const close: fc.Arbitrary<readonly Move[]> = sometimes(
  fc.constant([{ move: 'close', month: 0 }]),
  fc
    .constantFrom(...closingPlaces)
    .map((killedAt) => [
      { move: 'close', month: 0, killedAt } as const,
      { move: 'close', month: 0 } as const,
    ]),
)

const run: fc.Arbitrary<readonly Move[]> = sometimes(
  fc.constantFrom(1, 1, 2).map((together) => [{ move: 'run', month: 0, together }]),
  record({
    stopped: fc.constantFrom(...runPlaces, 'interrupted' as const, 'after a block' as const),
    meanwhile: fc.array(fc.oneof(move, renaming), { maxLength: 2, size: 'max' }),
  }).map(({ stopped, meanwhile }) => [
    { move: 'run', month: 0, stopped } as const,
    ...meanwhile,
    { move: 'run', month: 0 } as const,
  ]),
)

/** A month's moves, some of them after its end, and its closing and run. */
const chapter: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.array(move, { minLength: 2, maxLength: 10, size: 'max' }),
    fc.constant([{ move: 'month-end' } as const]),
    fc.array(move, { maxLength: 3, size: 'max' }),
    close,
    fc.array(move, { maxLength: 2, size: 'max' }),
    run,
  )
  .map((parts) => parts.flat())

/** As plain objects, which print as they are written. */
function record<Value>(fields: {
  readonly [Key in keyof Value]: fc.Arbitrary<Value[Key]>
}): fc.Arbitrary<Value> {
  return fc.record<Value>(fields, { noNullPrototype: true })
}

/** Eight times in nine the first. */
function often<One, Other>(one: fc.Arbitrary<One>, other: fc.Arbitrary<Other>): fc.Arbitrary<One | Other> {
  return fc.oneof({ weight: 8, arbitrary: one }, { weight: 1, arbitrary: other })
}

/** Twice in three the first. */
function sometimes<One, Other>(
  one: fc.Arbitrary<One>,
  other: fc.Arbitrary<Other>,
): fc.Arbitrary<One | Other> {
  return fc.oneof({ weight: 2, arbitrary: one }, { weight: 1, arbitrary: other })
}
