import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/database/client.ts'
import { temporaryCli, type Cli } from './run-cli.ts'

let cli: Cli
const price = {
  name: 'p',
  status: 'sample',
  currency: 'EUR',
  effectiveFrom: '2026-03',
  revenueClasses: [
    { below: 200000, monthlyFee: '19.00' },
    { upTo: 10000000, monthlyFee: '199.00' },
  ],
}
const customer = {
  id: 'c1',
  name: 'Esimerkki Oy',
  terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
}
const event = {
  id: 'e1',
  customer: 'c1',
  resource: 'accounting.nv',
  method: 'POST',
  outcome: 'ok',
  at: '2026-03-10T10:00:00+02:00',
}
const terms = [
  'customer',
  'terms',
  'c1',
  '--pricing-model',
  'separate',
  '--package',
  'basic',
  '--from',
  '2026-05',
]
let files = 0

/** A file of the text, or of the value as one line of JSON; its path. */
function file(content: unknown, name = `file-${(files += 1)}.jsonl`): string {
  const bytes =
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content)
  writeFileSync(path.join(cli.folder, name), bytes)
  return name
}

/** How many rows every table has. */
async function books(): Promise<unknown> {
  const db = connect(cli.server, { as: 'owner', connections: 1 })
  try {
    return await db.sql`
      select table_name, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I', table_name), false, true, '')))[1]::text as rows
      from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`
  } finally {
    await db.close()
  }
}

beforeAll(async () => {
  cli = await temporaryCli()
  mkdirSync(path.join(cli.folder, 'folder'))
  expect((await cli.run(['import', 'prices', file(price, 'prices.json')])).code).toBe(0)
  expect((await cli.run(['import', 'customers', file(customer)])).code).toBe(0)
  const events = { ...event, id: 'first' } // makes the partitions, which are no data
  expect((await cli.run(['ingest', '--backfill', file(events)])).code).toBe(0)
}, 60_000)

afterAll(() => cli.remove())

const tiers = (graduated: unknown) => ({
  ...price,
  effectiveFrom: '2026-04',
  transactionPrices: { 'accounting.nv': { graduated } },
})
const classes = (revenueClasses: unknown) => ({ ...price, effectiveFrom: '2026-04', revenueClasses })

/** Each: what is wrong, the command, and what its one refusal must name. */
const cases: readonly [string, () => readonly string[], RegExp][] = [
  [
    'an unknown customer',
    () => ['ingest', '--backfill', file({ ...event, customer: 'nobody' })],
    /line 1: unknown-customer.*"nobody"/,
  ],
  ['an unknown key', () => ['ingest', '--backfill', file({ ...event, colour: 'red' })], /line 1.*colour/],
  [
    'a fractional quantity',
    () => ['ingest', '--backfill', file({ ...event, quantity: 1.5 })],
    /line 1.*quantity: 1\.5.*whole number/,
  ],
  [
    'a quantity of zero',
    () => ['ingest', '--backfill', file({ ...event, quantity: 0 })],
    /line 1.*quantity: 0.*from 1/,
  ],
  [
    'NaN',
    () => [
      'ingest',
      '--backfill',
      file('{"id":"e1","customer":"c1","resource":"a.nv","method":"POST","outcome":"ok","quantity":NaN}'),
    ],
    /line 1.*JSON/,
  ],
  [
    '10^400',
    () => [
      'ingest',
      '--backfill',
      file('{"id":"e1","customer":"c1","resource":"a.nv","method":"POST","outcome":"ok","quantity":1e400}'),
    ],
    /line 1.*quantity/,
  ],
  [
    'a future event',
    () => ['ingest', '--backfill', file({ ...event, at: '2199-01-01T00:00:00Z' })],
    /line 1.*more than 5 minutes/,
  ],
  [
    'an event that is too old',
    () => ['ingest', file({ ...event, at: '2019-01-01T00:00:00Z' })],
    /line 1.*too-old.*--backfill/,
  ],
  ['invalid UTF-8', () => ['ingest', file(Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d, 0x0a))], /line 1.*UTF-8/],
  ['an empty file', () => ['ingest', file('')], /empty/],
  ['a directory', () => ['ingest', 'folder'], /folder.*directory/],
  ['a file that is not there', () => ['ingest', 'nowhere.jsonl'], /nowhere\.jsonl/],
  [
    'a bad check digit',
    () => ['import', 'customers', file({ ...customer, id: 'c9', businessId: '1967543-9' })],
    /line 1.*businessId.*check digit/,
  ],
  [
    'an unknown package',
    () => [
      'import',
      'customers',
      file({ ...customer, id: 'c9', terms: [{ from: '2026-01', pricingModel: 'package', package: 'gold' }] }),
    ],
    /terms\[0\]\.package.*"gold".*professional/,
  ],
  [
    'one bad row among good ones',
    () => ['import', 'customers', file(`${JSON.stringify({ ...customer, id: 'c8' })}\n{"id":7}\n`)],
    /line 2: id/,
  ],
  [
    'overlapping classes',
    () => [
      'check-prices',
      file(
        classes([
          { below: 200, monthlyFee: '1' },
          { below: 100, monthlyFee: '2' },
        ]),
        'overlap.json',
      ),
    ],
    /overlap\.json:1: revenueClasses\[1\]\.below.*overlap/,
  ],
  [
    'a tier after the open one',
    () => ['check-prices', file(tiers([{ unit: '1' }, { upTo: 5, unit: '2' }]))],
    /accounting\.nv\.graduated\[0\]\.upTo.*only the last tier is open/,
  ],
  [
    'a last tier that is not open',
    () => ['check-prices', file(tiers([{ upTo: 5, unit: '2' }]))],
    /graduated\[0\]\.upTo.*open-ended/,
  ],
  [
    'a negative fee',
    () => ['import', 'prices', file(classes([{ upTo: 100, monthlyFee: '-1' }]))],
    /revenueClasses\[0\]\.monthlyFee.*negative/,
  ],
  [
    'a fee that is not a number',
    () => ['import', 'prices', file(classes([{ upTo: 100, monthlyFee: 'NaN' }]))],
    /revenueClasses\[0\]\.monthlyFee.*"NaN"/,
  ],
  [
    'a NUL character in a name',
    () => ['import', 'customers', file({ ...customer, id: 'c2', name: 'A\0B' })],
    /line 1: name: "A\\u0000B" is not allowed; text without control characters/,
  ],
  [
    'a NUL character in the name of a price list',
    () => ['import', 'prices', file({ ...price, name: 'p\0' })],
    /name: "p\\u0000" is not allowed/,
  ],
  [
    'a NUL character in who changed the access',
    () => ['import', 'access', file({ customer: 'c1', open: true, by: 'x\0' })],
    /line 1: by: "x\\u0000" is not allowed/,
  ],
  [
    'a date of the Store in the year 0',
    () => [
      'import',
      'customers',
      file({ ...customer, terms: [{ ...customer.terms[0], storeDate: '0000-01-01' }] }),
    ],
    /storeDate: "0000-01-01" is not a date from 1970 to 2199/,
  ],
  ['a month that has not ended', () => ['close-month', '2199-12'], /has not ended/],
  ['a month out of order', () => ['close-month', '2026-04'], /2026-03 is still open/],
  ['a preview too far ahead', () => ['invoice', 'preview', '2199-12'], /too far ahead.*2026-03/],
  ['a run of an open month', () => ['invoice', 'run', '2026-03', '--allow-sample'], /not closed/],
  [
    'a fact of an unknown customer',
    () => ['customer', 'revenue', 'nobody', '100', '--from', '2026-03'],
    /Unknown customer: nobody/,
  ],
  [
    'opening with no terms for the API',
    () => ['import', 'access', file({ customer: 'c1', at: '2025-01-01T00:00:00Z', open: true })],
    /no service terms/,
  ],
]

describe('bad input gets a refusal that names it, exit code 1, and an unchanged database', () => {
  test.each(cases)('%s', { timeout: 60_000 }, async (_name, command, sentence) => {
    const before = await books()
    const { code, stdout, stderr } = await cli.run(command())
    expect(stdout + stderr).toMatch(sentence)
    expect(stdout + stderr).not.toMatch(/^\s+at .*\.ts:\d+/m)
    expect(code).toBe(1)
    expect(await books()).toEqual(before)
  })

  test(
    'a 50 MB line goes to the rejects whole, and the rows beside it are recorded',
    { timeout: 60_000 },
    async () => {
      const long = JSON.stringify({ ...event, id: 'x'.repeat(50_000_000) })
      const good = JSON.stringify({ ...event, id: 'beside', customer: 'c1' })
      const { code, stdout } = await cli.run([
        'ingest',
        '--backfill',
        '--rejects',
        'rejects.jsonl',
        file(`${long}\n${good}\n`),
      ])
      expect(code).toBe(1)
      expect(stdout).toMatch(/recorded +1 /)
      expect(stdout).toMatch(/line 1: malformed: the line has 50000\d+ bytes; at most 1048576/)
    },
  )
})

describe('wrong usage ends with exit code 2 and says what is allowed', () => {
  test.each([
    [['frobnicate'], /unknown command/],
    [['invoice', 'preview', '2026-13'], /A month is written as 2026-03/],
    [['invoice', 'show', '17'], /2026-0000001/],
    [['customer', 'price', 'c1', 'customer.nv', 'none', '--from', '2026-03'], /Allowed: accounting\.nv/],
    [['customer', 'price', 'c1', 'escan.nv', '0.40', '--from', '2026-03'], /write for example '{"perUnit"/],
    [['customer', 'terms', 'c1', '--from', '2026-05'], /--pricing-model/],
    [[...terms, '--store-date', '2026-02-30'], /A date is written as 2026-03-15/],
  ])('%j', async (args, sentence) => {
    const { code, stderr } = await cli.run(args)
    expect(stderr).toMatch(sentence)
    expect(code).toBe(2)
  })
})
