import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { registry, type RegistryRow } from '../../rules/registry.ts'
import { projectRoot, readText, sourceFiles, type SourceFile } from './source-files.ts'

const rules = () => sourceFiles('rules').filter((file) => file.path !== 'rules/index.ts')

/** The comment at the top of the file. */
function headerOf({ text }: SourceFile): string {
  return /^(?:\/\/[^\n]*\n)+/.exec(text)?.[0] ?? ''
}

function testPathsIn(text: string): readonly string[] {
  return [...text.matchAll(/\btest\/[\w/-]+\.test\.ts\b/g)].map(([found]) => found)
}

function exists(file: string): boolean {
  return existsSync(path.join(projectRoot, file))
}

test('every rule file opens with what it encodes and names its tests, and they exist', () => {
  const offences = rules().flatMap((file) => {
    const named = testPathsIn(headerOf(file))
    if (!/\bTests: /.test(headerOf(file)) || named.length === 0) return [`${file.path} names no tests`]
    return named.filter((each) => !exists(each)).map((each) => `${file.path} names ${each}, which is missing`)
  })
  expect(offences).toEqual([])
})

test('every test of a rule is named by the rule it protects', () => {
  const named = new Set(rules().flatMap((file) => testPathsIn(headerOf(file))))
  const tests = sourceFiles('test/rules', 'test/properties/rules')
    .map((file) => file.path)
    .filter((file) => file.endsWith('.test.ts'))
  expect(tests.filter((file) => !named.has(file))).toEqual([])
})

test('every rule file has a row in the registry', () => {
  const files = new Set<string>(registry.map(({ file }) => file))
  expect(rules().filter(({ path: file }) => !files.has(file))).toEqual([])
})

/** The registry as rules/README.md shows it. */
function tableOf(rows: readonly RegistryRow[]): string {
  return [
    '| rule | in one sentence | file | behind it | since | tests |',
    '|---|---|---|---|---|---|',
    ...rows.map(inTable),
  ].join('\n')
}

function inTable({ rule, sentence, file, behind, since, tests }: RegistryRow): string {
  const cells = [
    rule,
    sentence,
    code(file.replace(/^rules\//, '')),
    behind,
    since,
    tests.map(code).join(', '),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function code(text: string): string {
  return `\`${text}\``
}

function tableIn(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n')
}

test('the table of rules/README.md is the registry, to the letter: change rules/registry.ts, then the table', () => {
  expect(tableIn(readText('rules/README.md'))).toBe(tableOf(registry))
})

test('every file and test of the registry exists', () => {
  const named = registry.flatMap(({ file, tests }) => [file, ...tests])
  expect(named.filter((file) => !exists(file))).toEqual([])
})

test('every rule of the ten has a row', () => {
  const ids = new Set(registry.map(({ rule }) => rule.split('.')[0]))
  const ten = Array.from({ length: 10 }, (_, index) => `R${index + 1}`)
  expect(ten.filter((id) => !ids.has(id))).toEqual([])
})

test('a rule without tests, or with tests that are missing, would be found', () => {
  expect(testPathsIn(headerOf({ path: 'rules/x.ts', text: '// A sentence.\nexport const x = 1\n' }))).toEqual(
    [],
  )
  const header = headerOf({ path: 'rules/x.ts', text: '// Tests: test/rules/no-such.test.ts\n' })
  expect(testPathsIn(header).every((file) => exists(file))).toBe(false)
})
