import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
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

/** The rows of every table of the registry, cells trimmed. */
function registryRows(registry: string): readonly (readonly string[])[] {
  return registry
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
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

test('every rule file has a row in the registry, and every file and test of the registry exists', () => {
  const rows = registryRows(readText('rules/README.md'))
  const cells = new Set(rows.flat())
  expect(
    rules().flatMap(({ path: file }) => (cells.has(`\`${path.basename(file)}\``) ? [] : [file])),
  ).toEqual([])
  const files = rows
    .flat()
    .flatMap((cell) => [...cell.matchAll(/`((?:src\/)?[\w/-]+\.ts)`/g)].flatMap((match) => match[1] ?? []))
    .map((file) => (file.startsWith('src/') || file.startsWith('test/') ? file : `rules/${file}`))
  expect(files.filter((file) => !exists(file))).toEqual([])
  expect(testPathsIn(readText('rules/README.md')).filter((file) => !exists(file))).toEqual([])
})

test('every rule of the ten has a row', () => {
  const ids = new Set(registryRows(readText('rules/README.md')).map(([id]) => id?.split('.')[0]))
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
