import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from '../../src/database/server.ts'
import { runScenario } from '../../src/scenario/run-scenario.ts'
import { openTestServer } from '../database/test-database.ts'

let server: Server
const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-scenarios-'))

beforeAll(async () => {
  server = await openTestServer()
})

afterAll(async () => {
  await server.release()
  rmSync(folder, { recursive: true, force: true })
})

const root = path.resolve(import.meta.dirname, '../..')
const own = globSync('test/scenarios/*.yaml', { cwd: root })
const shared = globSync('../shared/scenarios/*.yaml', { cwd: root })

test('there are worked examples to run', () => {
  expect(own.length).toBeGreaterThan(0)
})

describe('worked examples pass through the real engine, on a real database', () => {
  test.each([...own])('%s', async (file) => {
    const { differences } = await runScenario(server, path.join(root, file))
    expect(differences).toEqual([])
  })

  test.skipIf(shared.length === 0)(
    'those beside the project (skipped where ../shared is absent)',
    async () => {
      for (const file of shared) {
        const { name, differences } = await runScenario(server, path.join(root, file))
        expect({ name, differences }).toEqual({ name, differences: [] })
      }
    },
  )
})

const base = {
  name: 'base',
  priceList: {
    name: 'sample',
    status: 'sample',
    currency: 'EUR',
    effectiveFrom: '2026-03',
    revenueClasses: [
      { below: 200000, monthlyFee: '19.00' },
      { upTo: 10000000, monthlyFee: '199.00' },
    ],
    transactionPrices: { 'accounting.nv': { perUnit: '0.15' } },
  },
  customers: [
    {
      id: 'c1',
      name: 'Esimerkki Oy',
      terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
      revenue: [{ from: '2026-01', eur: 100 }],
      api: [{ at: '2026-03-01T00:00:00+02:00', open: true }],
    },
  ],
  events: [
    {
      id: 'e',
      customer: 'c1',
      resource: 'accounting.nv',
      method: 'POST',
      outcome: 'ok',
      at: '2026-03-10T10:00:00+02:00',
    },
  ],
  close: [{ month: '2026-03', at: '2026-04-03T08:00:00+03:00' }],
  expect: {
    invoices: [
      {
        customer: 'c1',
        month: '2026-03',
        kind: 'invoice',
        lines: [
          { charge: 'monthly-fee', quantity: '1', net: '19' },
          { charge: 'transaction-fee:accounting.nv', usageMonth: '2026-03', quantity: '1.0', net: '0.150' },
        ],
        net: '19.15',
        vat: '4.88',
        gross: '24.03',
      },
    ],
    holds: [],
    dispositions: { billable: 1 },
    answers: { recorded: 1 },
  },
}

let files = 0

async function played(scenario: unknown) {
  files += 1
  const file = path.join(folder, `${files}.json`)
  writeFileSync(file, JSON.stringify(scenario, null, 1))
  return runScenario(server, file)
}

test('a scenario may be JSON, and amounts compare as decimals', async () => {
  expect((await played(base)).differences).toEqual([])
})

test('the largest quantities and prices that entries may have are billed to the cent', async () => {
  const [event] = base.events
  const scenario = {
    ...base,
    priceList: {
      ...base.priceList,
      transactionPrices: { 'accounting.nv': { perUnit: '999999999999.999999' } },
    },
    events: ['a', 'b', 'c'].map((id) => ({ ...event, id, quantity: Number.MAX_SAFE_INTEGER })),
    expect: {
      invoices: [
        {
          customer: 'c1',
          month: '2026-03',
          net: '27021597764222972972978402254.78',
          vat: '6890507429876858108109492574.97',
          gross: '33912105194099831081087894829.75',
        },
      ],
      dispositions: { billable: 3 },
    },
  }
  expect((await played(scenario)).differences).toEqual([])
})

describe('a difference is found, whatever part of the expectation it is in', () => {
  const [invoice] = base.expect.invoices
  const differing: readonly [string, unknown, RegExp][] = [
    [
      'an invoice that is not there',
      { ...base.expect, invoices: [invoice, { ...invoice, month: '2026-04' }] },
      /2026-04: expected, not found/,
    ],
    ['an invoice that is not listed', { ...base.expect, invoices: [] }, /found, not expected/],
    [
      'a wrong net',
      { ...base.expect, invoices: [{ ...invoice, net: '19.16' }] },
      /net: expected 19.16, found 19.15/,
    ],
    [
      'a wrong kind',
      { ...base.expect, invoices: [{ ...invoice, kind: 'credit-note' }] },
      /kind: expected credit-note/,
    ],
    [
      'a line that is not listed',
      { ...base.expect, invoices: [{ ...invoice, lines: invoice?.lines.slice(1) }] },
      /line monthly-fee of 2026-03: found, not expected/,
    ],
    [
      'a hold that is not there',
      { ...base.expect, holds: [{ customer: 'c1', month: '2026-03', reason: 'revenue-unknown' }] },
      /hold c1 2026-03 revenue-unknown: expected, not found/,
    ],
    [
      'a disposition that is not listed counts as 0',
      { ...base.expect, dispositions: {} },
      /disposition billable: expected 0, found 1/,
    ],
    [
      'an answer that is not listed counts as 0',
      { ...base.expect, answers: { conflict: 1 } },
      /answer recorded: expected 0, found 1/,
    ],
  ]

  test.each(differing)('%s', async (_name, expectation, difference) => {
    const result = await played({ ...base, expect: expectation })
    expect(result.passed).toBe(false)
    expect(result.differences.join('\n')).toMatch(difference)
  })
})

function charge(text: string, net: string) {
  return { usageMonth: '2026-03', text, net, reason: 'agreed' }
}

describe('a charge by hand is matched by its text, or is any of its month', () => {
  const [customer] = base.customers
  const [invoice] = base.expect.invoices
  const manualCharges = [charge('Set-up', '10.00'), charge('Training', '20.00'), charge('Training', '30.00')]
  const withLines = (...lines: readonly object[]) => ({
    ...base,
    customers: [{ ...customer, manualCharges }],
    expect: {
      ...base.expect,
      invoices: [{ customer: 'c1', month: '2026-03', lines: [...(invoice?.lines ?? []), ...lines] }],
    },
  })
  const [setUp, twenty, thirty] = ['10', '20', '30'].map((net) => ({ charge: 'manual', net }))

  test('in any order, with texts or without', async () => {
    for (const lines of [
      [thirty, twenty, setUp],
      [twenty, { ...setUp, text: 'Set-up' }, { ...thirty, text: 'Training' }],
    ]) {
      const { differences, actual } = await played(withLines(...lines.map((line) => ({ ...line }))))
      expect(differences).toEqual([])
      expect(actual?.invoices[0]?.lines).toContainEqual({
        charge: 'manual',
        text: 'Set-up',
        usageMonth: '2026-03',
        quantity: '1',
        net: '10.00',
      })
    }
  })

  test('a wrong net, a wrong text and a missing one are differences', async () => {
    const { differences } = await played(
      withLines(
        { charge: 'manual', text: 'Set-up', net: '11' },
        { charge: 'manual', text: 'Travel' },
        { ...twenty },
      ),
    )
    expect(differences.join('\n')).toMatch(
      /line manual "Set-up" of 2026-03: net: expected 11, found 10\.00\n.*line manual "Travel" of 2026-03: expected, not found\n.*line manual "Training" of 2026-03: found, not expected/,
    )
  })
})

describe('an entry that the rules refuse is an error that names its place', () => {
  const [customer] = base.customers
  const [event] = base.events
  const retraction = { customer: 'c1', id: 'e', reason: 'a mistake', at: '2026-03-20T10:00:00+02:00' }
  const hold = { from: '2026-03', held: true, reason: 'disputed', recordedAt: '2026-03-20T10:00:00+02:00' }
  const refused: readonly [string, unknown, RegExp][] = [
    [
      'opening with a package that lacks the API',
      {
        ...base,
        customers: [{ ...customer, terms: [{ from: '2026-01', pricingModel: 'package', package: 'basic' }] }],
      },
      /customers\[0\]\.api\[0\].*basic does not include the API/,
    ],
    [
      'opening what is open',
      {
        ...base,
        customers: [
          { ...customer, api: [...(customer?.api ?? []), { at: '2026-03-02T00:00:00+02:00', open: true }] },
        ],
      },
      /api\[1\].*already open/,
    ],
    [
      'an unknown customer',
      { ...base, events: [{ ...event, customer: 'nobody' }] },
      /events\[0\].*"nobody" is not known/,
    ],
    [
      'a month that has not ended',
      { ...base, close: [{ month: '2026-03', at: '2026-03-31T23:59:59+03:00' }] },
      /close\[0\].*has not ended/,
    ],
    [
      'a month out of order',
      { ...base, close: [{ month: '2026-04', at: '2026-05-03T00:00:00+03:00' }] },
      /close\[0\].*2026-03 is still open/,
    ],
    [
      'taking back what is not recorded',
      { ...base, retractions: [{ ...retraction, id: 'none' }] },
      /retractions\[0\].*No such event of customer c1 is recorded: none/,
    ],
    [
      'taking back before it is recorded',
      { ...base, retractions: [{ ...retraction, at: '2026-03-10T09:59:59+02:00' }] },
      /retractions\[0\].*No such event/,
    ],
    [
      'taking back twice',
      { ...base, retractions: [retraction, retraction] },
      /retractions\[1\].*taken back already/,
    ],
    [
      'taking back one of two senders',
      { ...base, events: [event, { ...event, source: 'x' }], retractions: [retraction] },
      /retractions\[0\].*source default.*source x/,
    ],
    [
      'a release without a hold',
      { ...base, customers: [{ ...customer, clerkHolds: [{ ...hold, held: false }] }] },
      /clerkHolds\[0\].*c1 is not held by a clerk in 2026-03/,
    ],
    [
      'a second hold',
      { ...base, customers: [{ ...customer, clerkHolds: [hold, hold] }] },
      /clerkHolds\[1\].*c1 is held already/,
    ],
    [
      'a charge by hand of nothing',
      {
        ...base,
        customers: [
          { ...customer, manualCharges: [{ usageMonth: '2026-03', text: 'x', net: '0', reason: 'y' }] },
        ],
      },
      /manualCharges\[0\]\.net: a net is not 0/,
    ],
    [
      'an unknown key',
      { ...base, customers: [{ ...customer, colour: 'red' }] },
      /customers\[0\]: unknown key "colour"/,
    ],
    [
      'an unknown package',
      {
        ...base,
        customers: [{ ...customer, terms: [{ from: '2026-01', pricingModel: 'separate', package: 'gold' }] }],
      },
      /customers\[0\]\.terms\[0\]\.package: "gold" is an unknown package; allowed/,
    ],
    [
      'a fractional quantity',
      { ...base, events: [{ ...event, quantity: 1.5 }] },
      /events\[0\].*quantity: 1\.5/,
    ],
    [
      'a wrong check digit',
      { ...base, customers: [{ ...customer, businessId: '1967543-9' }] },
      /businessId: "1967543-9".*check digit/,
    ],
    [
      'overlapping classes',
      {
        ...base,
        priceList: {
          ...base.priceList,
          revenueClasses: [
            { below: 200, monthlyFee: '1' },
            { below: 100, monthlyFee: '2' },
          ],
        },
      },
      /revenueClasses\[1\]\.below.*overlap/,
    ],
    [
      'price lists in the wrong order',
      {
        ...base,
        priceList: undefined,
        priceLists: [base.priceList, { ...base.priceList, effectiveFrom: '2026-02' }],
      },
      /\.json:\d+: priceLists\[1\]\.effectiveFrom: 2026-02 is not after 2026-03/,
    ],
    [
      'a key that is missing',
      { ...base, expect: undefined },
      /\.json:1: expect: is missing; an object is needed/,
    ],
    [
      'a value of another kind',
      { ...base, close: [{ month: 3, at: '2026-04-03T08:00:00+03:00' }] },
      /close\[0\]\.month: 3 is not allowed; text is needed/,
    ],
    [
      'a word that is none of those allowed',
      {
        ...base,
        customers: [{ ...customer, terms: [{ from: '2026-01', pricingModel: 'old', package: 'basic' }] }],
      },
      /terms\[0\]\.pricingModel: "old" is not allowed; "package" or "separate"/,
    ],
    [
      'an unknown VAT treatment',
      { ...base, customers: [{ ...customer, vat: 'exempt' }] },
      /customers\[0\]\.vat: "exempt" is not allowed; "domestic", "reverse-charge" or "outside-eu"/,
    ],
    [
      'an unknown VAT treatment in a series',
      { ...base, customers: [{ ...customer, vat: [{ from: '2026-01', treatment: 'exempt' }] }] },
      /customers\[0\]\.vat\[0\]\.treatment: "exempt" is not allowed/,
    ],
    [
      'a fee that is no amount',
      { ...base, customers: [{ ...customer, agreedMonthlyFee: [{ from: '2026-01', fee: true }] }] },
      /agreedMonthlyFee\[0\]\.fee: true is not allowed/,
    ],
    [
      'a number out of range',
      { ...base, events: [{ ...event, repeat: 0 }] },
      /events\[0\]\.repeat: 0 is not allowed; at least 1/,
    ],
    [
      'reverse charge without a VAT number',
      { ...base, customers: [{ ...customer, vat: 'reverse-charge' }] },
      /vatNumber: is required/,
    ],
  ]

  test.each(refused)('%s', async (_name, scenario, sentence) => {
    const result = await played(scenario)
    expect(result.passed).toBe(false)
    expect(result.actual).toBeNull()
    expect(result.differences.join('\n')).toMatch(sentence)
  })
})
