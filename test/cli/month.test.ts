import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryCli, type Cli, type CliResult } from './run-cli.ts'

let cli: Cli
const examples = path.resolve(import.meta.dirname, '../examples')

beforeAll(async () => {
  cli = await temporaryCli()
})

afterAll(() => cli.remove())

async function done(...args: readonly string[]): Promise<string> {
  return outputOf(args, await cli.run(args))
}

/** As a process: what the README tells to do. */
async function doneApart(...args: readonly string[]): Promise<string> {
  return outputOf(args, await cli.spawn(args))
}

function outputOf(args: readonly string[], { code, stdout, stderr }: CliResult): string {
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' })
  return stdout
}

test(
  "the README's month runs as printed, and repeating a step changes nothing",
  { timeout: 240_000 },
  async () => {
    for (const file of ['prices.yaml', 'customers.jsonl', 'events.jsonl'])
      copyFileSync(path.join(examples, file), path.join(cli.folder, file))

    const opened = await cli.spawn(['import', 'prices', 'prices.yaml'])
    expect(opened).toMatchObject({ code: 0 })
    expect(opened.stderr).toMatch(/^New, empty books: embedded PostgreSQL in .*data\n$/)
    expect(opened.stdout).toMatch('worked-example (sample) from 2026-03 is recorded')
    expect(await done('import', 'prices', 'prices.yaml')).toMatch('nothing changed')
    expect(JSON.parse(await doneApart('import', 'customers', 'customers.jsonl', '--json'))).toEqual({
      rows: 2,
      newCustomers: 2,
      newFacts: 5,
    })
    expect(JSON.parse(await done('import', 'customers', 'customers.jsonl', '--json'))).toEqual({
      rows: 2,
      newCustomers: 0,
      newFacts: 0,
    })
    expect(JSON.parse(await doneApart('ingest', 'events.jsonl', '--backfill', '--json'))).toMatchObject({
      rows: 4,
      recorded: { billable: 3, failed: 1 },
      alreadyRecorded: 0,
    })
    expect(JSON.parse(await done('ingest', 'events.jsonl', '--backfill', '--json'))).toMatchObject({
      rows: 4,
      alreadyRecorded: 4,
    })

    const preview = JSON.parse(await done('invoice', 'preview', '2026-03', '--json'))
    expect(preview).toMatchObject({ invoices: 2, net: '70.05', gross: '87.92', holds: [] })
    expect(await doneApart('close-month', '2026-03')).toBe('2026-03 is closed\n')
    expect(await done('close-month', '2026-03')).toMatch('nothing changed')

    const refused = await cli.spawn(['invoice', 'run', '2026-03'])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/marked sample.*--allow-sample/)
    const run = JSON.parse(await doneApart('invoice', 'run', '2026-03', '--allow-sample', '--json'))
    expect(run).toEqual({ answer: 'complete', ...preview })
    const repeat = JSON.parse(await done('invoice', 'run', '2026-03', '--allow-sample', '--json'))
    expect(repeat).toEqual({ ...run, answer: 'already-complete' })

    const [first, second, third] = JSON.parse(await done('invoice', 'list', '--json'))
    expect(third).toBeUndefined()
    expect([first, second]).toMatchObject([
      { customer: 'c1', gross: '86.60' },
      { customer: 'c2', gross: '1.32' },
    ])
    const document = JSON.parse(await done('invoice', 'show', first.number, '--format', 'json'))
    expect(document).toMatchObject({
      number: first.number,
      customer: 'c1',
      net: '69.00',
      vat: '17.60',
      lines: [
        { charge: 'monthly-fee', quantity: '1', net: '39.00' },
        { charge: 'transaction-fee:purchaseinvoice.nv', quantity: '120', net: '30.00' },
      ],
    })
    expect(await doneApart('invoice', 'show', first.number)).toMatch(/Total EUR +86\.60/)

    expect(await done('explain', first.number)).toMatch('120 units x 0.25 EUR = 30.00 EUR')
    const streamed = await doneApart('explain', first.number, '--line', '2', '--events', '--json')
    expect(
      streamed
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { number: first.number, lines: [{ lineNumber: 2, steps: [{ result: '30' }, { result: '30' }] }] },
      { lineNumber: 2, id: 'e2', quantity: 120, at: '2026-03-10T08:00:00Z' },
    ])
    expect(await cli.spawn(['explain', '2026-0000009'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'No document 2026-0000009 has been issued. See: npx laskuri invoice list\n',
    })
    expect(await done('event', 'show', 'c2', 'e4')).toMatch(/disposition +billable/)
    expect(await done('customer', 'list')).toMatch(/c2 +Ammattilainen Oy/)
  },
)
