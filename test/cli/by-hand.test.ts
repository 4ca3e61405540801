import { copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryCli, type Cli } from './run-cli.ts'

const examples = path.resolve(import.meta.dirname, '../examples')

let cli: Cli
beforeAll(async () => {
  cli = await temporaryCli()
  for (const file of ['prices.yaml', 'customers.jsonl', 'events.jsonl'])
    copyFileSync(path.join(examples, file), path.join(cli.folder, file))
  for (const command of [
    'import prices prices.yaml',
    'import customers customers.jsonl',
    'ingest events.jsonl --backfill',
    'close-month 2026-03',
    'invoice run 2026-03 --allow-sample',
  ])
    expect(await cli.run(command.split(' '))).toMatchObject({ code: 0 })
}, 120_000)
afterAll(() => cli.remove())

async function done(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli.run(args)
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' })
  return stdout
}

const because = ['--reason', 'sent by mistake']

function clerks(word: 'hold' | 'release'): readonly string[] {
  return ['customer', word, 'c1', '--from', '2026-03', '--reason', 'disputed']
}

test('without a yes nothing is taken back, and what would be is shown', { timeout: 60_000 }, async () => {
  const asked = await cli.run(['event', 'retract', 'c1', 'e2', ...because])
  expect(asked).toMatchObject({ code: 1, stdout: '' })
  expect(asked.stderr).toMatch(/e2 +default +2026-03-10 10:00 +POST purchaseinvoice\.nv +120 +billable/)
  expect(asked.stderr).toMatch(/Next invoice, 2026-04: invoice -> credit note/)
  expect(asked.stderr).toMatch(/2026-03 +Transaction fee: purchaseinvoice\.nv +-120 +-30\.00\n/)
  expect(asked.stderr).toMatch(/Nothing is taken back: 1 event shown\..*--yes/)
  const json = await cli.run(['event', 'retract', 'c1', 'e2', ...because, '--json'])
  expect(json).toMatchObject({ code: 1 })
  expect(JSON.parse(json.stdout)).toMatchObject({
    takenBack: 0,
    events: [{ id: 'e2', retraction: null }],
    nextInvoices: [
      {
        month: '2026-04',
        before: { document: { kind: 'invoice', net: '39.00' } },
        after: { document: { kind: 'credit-note', net: '-69.00', gross: '-86.60' } },
      },
    ],
  })
  expect(JSON.parse(await done('event', 'show', 'c1', 'e2', '--json'))).toMatchObject([{ retraction: null }])
})

test('events are taken back all or none, once, and say who did it and why', { timeout: 60_000 }, async () => {
  const unknown = await cli.run(['event', 'retract', 'c2', 'e3', 'e9', ...because, '--yes'])
  expect(unknown).toMatchObject({ code: 1, stdout: '' })
  expect(unknown.stderr).toMatch(/No such event.*: e9;/)
  writeFileSync(path.join(cli.folder, 'names.jsonl'), 'e3\n{"id":"e4","source":"/gateway/1"}\n')
  const all = ['event', 'retract', 'c2', '--file', 'names.jsonl', ...because, '--yes']
  expect(await done(...all)).toMatch(/Taken back: 2 events\n$/)
  expect(await done('event', 'show', 'c2', 'e4')).toMatch(
    /taken back +\S+Z by maija: sent by mistake\nleft out +from posting month 2026-04 on/,
  )
  const again = await cli.run(all)
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(again.stderr).toMatch(/was taken back already, by maija/)
})

test('either ids or a file of them', { timeout: 60_000 }, async () => {
  for (const which of [[], ['e3', '--file', 'names.jsonl']])
    expect(await cli.run(['event', 'retract', 'c2', ...which, ...because])).toMatchObject({ code: 2 })
})

test(
  'a charge by hand, a hold and its release say what the next invoice makes of them',
  { timeout: 60_000 },
  async () => {
    const charge = [
      'customer',
      'charge',
      'c1',
      '--month',
      '2026-03',
      '--text',
      'Outage',
      '--reason',
      'agreed',
    ]
    expect(await done(...charge, '--net', '-25.00')).toMatch(
      /c1: Outage, -25\.00 EUR, for 2026-03\n\nNext invoice, 2026-04: invoice .*\n.*\n2026-03 +Outage +1 +-25\.00\n/,
    )
    expect(await done(...clerks('hold'))).toMatch(
      /from 2026-03 on\n\nNext invoice, 2026-04: invoice -> no document\n[^]*\nHeld: 2026-03, held-by-clerk/,
    )
    expect(await done(...charge, '--net', '7.00')).toMatch(
      /no document; nothing on it changes\nStill held: 2026-03, held-by-clerk\n/,
    )
    expect(await cli.run(clerks('hold'))).toMatchObject({ code: 1, stdout: '' })
    expect(await done(...clerks('release'))).toMatch(
      /not held by a clerk\n\nNext invoice, 2026-04: no document -> invoice\n[^]*\nNo longer held: 2026-03/,
    )
    expect(await cli.run(clerks('release'))).toMatchObject({ code: 1, stdout: '' })
  },
)

test.each([
  [['--net', '0'], /other than 0/],
  [['--net', '1.005'], /other than 0/],
  [['--net', '1', '--text', ' '], /Text on one line/],
])('a charge of %j is wrong usage', { timeout: 60_000 }, async (args, sentence) => {
  const text = args.includes('--text') ? [] : ['--text', 'Outage']
  const charge = ['customer', 'charge', 'c1', '--month', '2026-03', '--reason', 'agreed', ...text, ...args]
  const { code, stderr } = await cli.run(charge)
  expect(stderr).toMatch(sentence)
  expect(code).toBe(2)
})
