import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { program } from '../../src/cli/program.ts'
import { instant } from '../rules/examples.ts'

const root = program({
  config: { databaseUrl: undefined, dataFolder: 'unused', recordedBy: 'test' },
  clock: { now: () => instant('2026-03-01T00:00:00Z') },
  print: () => undefined,
  stream: () => Promise.resolve(),
  say: () => undefined,
  interrupted: new AbortController().signal,
})

function all(command: Command, path: string): readonly (readonly [string, Command])[] {
  return [[path, command], ...command.commands.flatMap((sub) => all(sub, `${path} ${sub.name()}`))]
}

const commands = all(root, 'laskuri')
const names = commands.map(([name]) => name)

test('the commands of the interface are there', () => {
  const wanted = [
    'demo',
    'migrate',
    'ingest',
    'close-month',
    'scenario',
    'check-prices',
    'explain',
    'event show',
    'event retract',
    ...['prices', 'customers', 'access'].map((name) => `import ${name}`),
    ...['list', 'show', 'terms', 'revenue', 'agreed-fee', 'price', 'charge', 'hold', 'release'].map(
      (name) => `customer ${name}`,
    ),
    ...['preview', 'run', 'list', 'show'].map((name) => `invoice ${name}`),
    ...['add', 'import', 'list'].map((name) => `payment ${name}`),
    ...['usage', 'revenue', 'forecast', 'distribution', 'cohorts'].map((name) => `report ${name}`),
    ...['holds', 'unbilled', 'months', 'balance'].map((name) => `report ${name}`),
  ]
  expect(wanted.filter((name) => !names.includes(`laskuri ${name}`))).toEqual([])
})

test.each(commands)(
  '%s --help says what it does, shows an example that is a command, and takes --json',
  (_path, command) => {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) })
    command.outputHelp()
    expect(help).toContain(command.description().split(' ')[0])
    const example = /Example:\n {2}npx (laskuri.*)/.exec(help)?.[1] ?? ''
    expect(names.filter((name) => name !== 'laskuri' && example.startsWith(name))).not.toEqual([])
    if (command.commands.length === 0) expect(help).toContain('--json')
  },
)

test('the help about payments and reports fits in 100 columns', () => {
  const about = commands.filter(([name]) => /^laskuri (?:payment|report)/.test(name))
  expect(about.length).toBeGreaterThan(4)
  let help = ''
  for (const [, command] of about) {
    command.configureOutput({ writeOut: (text) => (help += text) })
    command.outputHelp()
  }
  expect(help.split('\n').filter((line) => line.length > 100)).toEqual([])
})

test('wrong usage names the help that answers, as it is typed', async () => {
  let said = ''
  const revenue = commands.find(([name]) => name === 'laskuri customer revenue')?.[1]
  revenue?.configureOutput({ writeErr: (text) => (said += text) })
  await expect(root.parseAsync(['customer', 'revenue'], { from: 'user' })).rejects.toThrow()
  expect(said).toContain('(see: npx laskuri customer revenue --help)')
})
