import { copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryCli, type Cli } from './run-cli.ts'

let cli: Cli
let first = ''
let second = ''
const examples = path.resolve(import.meta.dirname, '../examples')

// The README's month: c1 is invoiced 86.60, c2 1.32.
beforeAll(async () => {
  cli = await temporaryCli()
  for (const file of ['prices.yaml', 'customers.jsonl', 'events.jsonl'])
    copyFileSync(path.join(examples, file), path.join(cli.folder, file))
  await cli.run(['import', 'prices', 'prices.yaml'])
  await done('import', 'customers', 'customers.jsonl')
  await done('ingest', 'events.jsonl', '--backfill')
  await done('close-month', '2026-03')
  await done('invoice', 'run', '2026-03', '--allow-sample')
  const documents: { number: string }[] = JSON.parse(await done('invoice', 'list', '--json'))
  ;[first = '', second = ''] = await Promise.all(documents.map(({ number }) => referenceIn(number)))
}, 300_000)

afterAll(() => cli.remove())

async function done(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli.run(args)
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' })
  if (!args.includes('--json')) expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
  return stdout
}

async function referenceIn(number: string): Promise<string> {
  const document = JSON.parse(await done('invoice', 'show', number, '--json'))
  return String(document.referenceNumber)
}

const date = ['--date', '2026-04-20']

test(
  'payments, from the invoice to a balance that agrees; an equal one by hand is asked about',
  { timeout: 300_000 },
  async () => {
    const before = await done('report', 'balance')
    expect(before).toMatch(/receivables +87\.92 +0\.00 +87\.92\n/)
    expect(before).toMatch(/total +87\.92 +87\.92 +0\.00\n/)
    expect(before).toMatch('They agree, to the cent.')

    expect(await done('payment', 'add', `0000000${first}`, '80.00', ...date, '--bank-id', 'a1')).toMatch(
      /^80\.00 EUR of 2026-04-20 is recorded for \d{4}-0000001\nc1 now owes 6\.60 EUR\n$/,
    )
    expect(await done('payment', 'add', first, '80.00', ...date, '--bank-id', 'a1')).toMatch(
      'recorded already; nothing changed',
    )
    const conflict = await cli.run(['payment', 'add', first, '80.01', ...date, '--bank-id', 'a1'])
    expect(conflict).toMatchObject({ code: 1, stdout: '' })
    expect(conflict.stderr).toMatch(
      /^Nothing was recorded: the bank id "a1" is recorded already, with 80\.00 EUR/,
    )

    writeFileSync(
      path.join(cli.folder, 'payments.csv'),
      `reference,amount,date,bankId\n${first},80.00,2026-04-20,a1\n${second},2.00,2026-04-21,a2\n`,
    )
    expect(await done('payment', 'import', 'payments.csv')).toBe('2 rows: 1 new payment, 1 recorded before\n')
    expect(JSON.parse(await done('payment', 'list', '--customer', 'c2', '--json'))).toMatchObject([
      { customer: 'c2', amount: '2.00', bankId: 'a2', recordedBy: 'maija' },
    ])

    expect(await done('report', 'balance', '--customer', 'c1')).toMatch(
      /document +issued +due +days overdue +gross +open EUR\n\d{4}-0000001 .* 0 +86\.60 +6\.60\n/,
    )
    const report = JSON.parse(await done('report', 'balance', '--json'))
    expect(report.agreement).toEqual({
      receivables: '6.60',
      overpayments: '0.68',
      gross: '87.92',
      payments: '82.00',
      difference: '0.00',
      customers: [],
    })
    const rows = (await done('report', 'balance', '--csv')).split('\r\n')
    expect(rows[0]).toBe('part,account,customer,document,issueDate,dueDate,daysOverdue,debit,credit,balance')
    expect(rows).toContain('overpayment,,c2,,,,,,,0.68')
    expect(rows).toContain('account,bank,,,,,,82.00,0.00,82.00')

    // Without a bank id a second equal payment is asked about.
    expect(JSON.parse(await done('payment', 'add', second, '0.10', ...date, '--json'))).toMatchObject({
      answer: 'recorded',
      customer: 'c2',
    })
    const repeated = await cli.run(['payment', 'add', second, '0.10', ...date])
    expect(repeated).toMatchObject({ code: 1, stdout: '' })
    expect(repeated.stderr).toMatch(/is recorded \(by hand: .*\)\. If this is another one, say --again/)
    expect(await done('payment', 'add', second, '0.10', ...date, '--again')).toMatch(
      'c2 now has paid 0.88 EUR too much, which later invoices use',
    )
  },
)

test.each([
  [['payment', 'add', '12345672', '1.00'], 1, /no reference number of ours/],
  [['payment', 'add', '2026100000018', '0'], 2, /whole cents, above 0/],
  [['payment', 'add', '2026100000018', '1.00', '--date', '20.4.2026'], 2, /written as/],
  [['payment', 'import', 'missing.csv'], 1, /missing\.csv/],
  [['report', 'balance', '--customer', 'nobody'], 1, /Unknown customer: nobody/],
] as const)('%j is refused in a sentence', async (args, code, sentence) => {
  const result = await cli.run(args)
  expect(result.code).toBe(code)
  expect(result.stderr).toMatch(sentence)
})
