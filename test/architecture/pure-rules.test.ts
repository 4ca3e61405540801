import { expect, test } from 'vitest'
import { importedPath, importsOf, offendingLines, sourceFiles, type SourceFile } from './source-files.ts'

const allowedPackages = new Set(['decimal.js', 'date-fns', '@date-fns/tz'])

/** The present, chance, the machine and the world: whatever would let the same facts give other bytes. */
const impure =
  /\bDate\.now\b|\bDate\s*\(\s*\)|\bnew\s+(?:TZ)?Date(?!\s*\()\b|\bTZDate\s*\(\s*\)|\bTZDate\.tz\b|\bMath\.random\b|\b(?:process|console|globalThis|performance|crypto|fetch|setTimeout|setInterval|setImmediate|Temporal|navigator)\b/

function impurities(file: SourceFile): readonly string[] {
  return offendingLines(file, impure)
}

function foreignImports(file: SourceFile): readonly string[] {
  return importsOf(file.text)
    .filter((specifier) => {
      const imported = importedPath(file.path, specifier)
      return imported === undefined ? !allowedPackages.has(specifier) : !imported.startsWith('rules/')
    })
    .map((specifier) => `${file.path} imports ${specifier}`)
}

test('rules import decimal.js, date-fns, @date-fns/tz and themselves alone', () => {
  expect(sourceFiles('rules').flatMap(foreignImports)).toEqual([])
})

test('rules know no clock, no chance, no environment and no output: the same facts give the same bytes', () => {
  expect(sourceFiles('rules').flatMap(impurities)).toEqual([])
})

test('the plan files in src are held to the same', () => {
  const plans = sourceFiles('src').filter((file) => /\/plan-[^/]*\.ts$/.test(file.path))
  expect(plans.flatMap(impurities)).toEqual([])
  const ofNode = plans.flatMap((file) =>
    importsOf(file.text)
      .filter((specifier) => specifier.startsWith('node:'))
      .map((specifier) => `${file.path} imports ${specifier}`),
  )
  expect(ofNode).toEqual([])
})

test.each([
  "import { readFileSync } from 'node:fs'",
  "import { z } from 'zod'",
  "import { systemClock } from '../src/clock/clock.ts'",
])('a foreign import would be found: %s', (text) => {
  expect(foreignImports({ path: 'rules/price.ts', text })).toHaveLength(1)
})

test.each([
  'const now = Date.now()',
  'const now = new Date()',
  'const now = new TZDate()',
  'if (Math.random() > 0.5) return',
  "const zone = process.env['TZ']",
  'console.log(price)',
])('an impurity would be found: %s', (text) => {
  expect(impurities({ path: 'rules/price.ts', text })).toHaveLength(1)
})

test('a date from an argument is no impurity', () => {
  expect(
    impurities({ path: 'rules/price.ts', text: 'const then = new Date(instant / 1000) // Date.now()' }),
  ).toEqual([])
})
