// What the report commands print is what their tables, CSV and JSON over HTTP are made from.
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { program } from '../../src/cli/program.ts'
import { connect } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { aprilIssued, marchIssued, mayClosed, mayIssued } from '../reporting/story.ts'
import { instant } from '../rules/examples.ts'
import { temporaryCli, type Cli } from './run-cli.ts'

let cli: Cli
beforeAll(async () => {
  cli = await temporaryCli()
  const owner = connect(cli.server, { as: 'owner', connections: 1 })
  await migrate(owner)
  await owner.close()
  const db = connect(cli.server, { as: 'runtime', connections: 2 })
  await marchIssued(db)
  await aprilIssued(db)
  await mayClosed(db)
  await mayIssued(db)
  await db.close()
})
afterAll(() => cli.remove())

/** In the middle of June. */
async function report(...args: readonly string[]): Promise<string> {
  let printed = ''
  const command = program({
    config: { databaseUrl: undefined, dataFolder: path.join(cli.folder, 'data'), recordedBy: 'test' },
    clock: { now: () => instant('2026-06-16T00:00:00+03:00') },
    print: (text) => (printed += `${text}\n`),
    stream: () => Promise.resolve(),
    say: () => undefined,
    interrupted: new AbortController().signal,
  })
  await command.parseAsync(['report', ...args], { from: 'user' })
  return printed
}

const reports = [
  [
    'usage',
    '--from',
    '2026-03',
    '--to',
    '2026-05',
    '--interval',
    'day',
    '--group-by',
    'customer,disposition',
  ],
  [
    'usage',
    '--from',
    '2026-03',
    '--to',
    '2026-05',
    '--outcome',
    'ok',
    '--top',
    '1',
    '--group-by',
    'resource',
  ],
  ['revenue'],
  ['revenue', '--group-by', 'month,charge,class,package'],
  ['distribution'],
  ['cohorts'],
  ['forecast'],
  ['forecast', '--customer', 'c2'],
]

test.each(reports.map((args) => [args.join(' '), args] as const))(
  'report %s: a table of at most 100 columns, and as CSV as many records',
  async (_name, args) => {
    const table = await report(...args)
    expect(table.split('\n').filter((line) => line.length > 100)).toEqual([])
    const [header = [], ...rows] = z
      .array(z.array(z.string()))
      .parse(parse(await report(...args, '--csv'), { relax_column_count: false }))
    expect(header.length).toBeGreaterThan(3)
    expect(rows.length).toBeGreaterThan(0)
    for (const record of rows) expect(table).toContain(record.at(-1))
    expect(JSON.parse(await report(...args, '--json'))).toBeTypeOf('object')
  },
)

/** The records of a CSV, its header first. */
function records(csv: string, delimiter: ',' | ';'): readonly (readonly string[])[] {
  return z.array(z.array(z.string())).parse(parse(csv, { delimiter, bom: true }))
}

const decimal = /^-?\d+\.\d+$/

test.each([...reports, ['balance'], ['months']].map((args) => [args.join(' '), args] as const))(
  'report %s: for Excel the same cells, with decimal commas between semicolons behind a byte order mark',
  async (_name, args) => {
    const plain = records(await report(...args, '--csv'), ',')
    const excel = await report(...args, '--excel')
    expect(excel.startsWith('\uFEFF')).toBe(true)
    expect(records(excel, ';')).toEqual(
      plain.map((row) => row.map((cell) => (decimal.test(cell) ? cell.replace('.', ',') : cell))),
    )
  },
)

test('documents are CSV too, all of them, with what an accountant needs to match a payment', async () => {
  const listed = await cli.run(['invoice', 'list', '--csv'])
  const [header = [], ...rows] = records(listed.stdout, ',')
  expect(header).toEqual(
    'number,month,issueDate,customer,name,net,vat,gross,kind,dueDate,referenceNumber,businessId,vatNumber'.split(
      ',',
    ),
  )
  const documents: unknown = JSON.parse((await cli.run(['invoice', 'list', '--json'])).stdout)
  expect(rows.map(([number]) => ({ number }))).toMatchObject(
    z
      .array(z.looseObject({ number: z.string() }))
      .parse(documents)
      .map(({ number }) => ({ number })),
  )
  expect(rows.length).toBeGreaterThan(1)
  const excel = await cli.run(['invoice', 'list', '--excel'])
  expect(excel.stdout).toMatch(/^\uFEFFnumber;month;.*\r\n.*;-?\d+,\d\d;/)
})

test('revenue by month has VAT and gross, by class it has not', async () => {
  const [row] = z
    .array(z.record(z.string(), z.unknown()))
    .parse(JSON.parse(await report('revenue', '--group-by', 'month', '--json')))
  expect(row).toEqual({
    month: '2026-03',
    documents: 1,
    creditNotes: 0,
    lines: 2,
    quantity: '11',
    net: '41.50',
    vat: '10.58',
    gross: '52.08',
  })
  expect(await report('revenue', '--group-by', 'class', '--csv')).toMatch(
    /^class,documents,creditNotes,lines,quantity,net\r\n/,
  )
})

test('the forecast says how it is made before its numbers', async () => {
  expect(await report('forecast')).toMatch(/^2026-06, of which 50 % has passed\.\nStraight line, customer by/)
})

test.each([
  [['revenue', '--group-by', 'colour'], 2, /Allowed: month, usageMonth/],
  [['usage', '--interval', 'week'], 2, /Allowed choices are hour, day, month/],
  [['forecast', '--customer', 'nobody'], 1, /Unknown customer: nobody/],
  [['revenue', '--customer', 'nobody'], 1, /Unknown customer: nobody/],
  [['distribution', '--from', '2026-05', '--to', '2026-03'], 1, /is empty/],
] as const)('report %j is refused in one clear line', async (args, code, message) => {
  const result = await cli.run(['report', ...args])
  expect(result).toMatchObject({ code, stderr: expect.stringMatching(message) })
})
