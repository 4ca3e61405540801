import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { codeOf, projectRoot, readText, sourceFiles } from './source-files.ts'

interface Row {
  readonly guarantee: string
  readonly file: string
  readonly name: string
}

/** The rows of the table under ARCHITECTURE.md's heading. */
function rowsOf(markdown: string): readonly Row[] {
  const section = markdown.split('\n## ').find((part) => part.startsWith('Guarantees, each with its test\n'))
  const rows = [...(section ?? '').matchAll(/^\| ([^|]+) \| `(test\/[^`|]+)` \| ([^|]+) \|$/gm)]
  return rows.map(([, guarantee = '', file = '', name = '']) => ({ guarantee, file, name }))
}

/** What tests and groups of tests are called: the first text of each `test` and `describe`, whatever it is run over. */
function testNamesIn(text: string): readonly string[] {
  const code = codeOf(text, 'keep')
  const starts = code.matchAll(/^[ \t]*(?:test|describe)(?:\.each)?(?=\()/gm)
  return [...starts].flatMap(({ index, 0: start }) => {
    const call = code.slice(index + start.length)
    const args = start.endsWith('.each') ? call.slice(endOfCall(call)) : call
    const quoted = /^\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/.exec(args)
    return quoted === null ? [] : [(quoted[1] ?? quoted[2] ?? quoted[3] ?? '').replaceAll(/\\(.)/g, '$1')]
  })
}

/** Where the brackets that the text begins with are closed again. */
function endOfCall(text: string): number {
  const blank = codeOf(text, 'blank')
  let depth = 0
  for (let place = 0; place < blank.length; place += 1) {
    if (blank[place] === '(') depth += 1
    if (blank[place] === ')') depth -= 1
    if (depth === 0) return place + 1
  }
  return blank.length
}

function isThere({ file, name }: Row): boolean {
  if (!existsSync(path.join(projectRoot, file))) return false
  return testNamesIn(readText(file)).some((found) => found.startsWith(name))
}

const rows = () => rowsOf(readText('ARCHITECTURE.md'))

test('every guarantee of ARCHITECTURE.md has a test of that name', () => {
  expect(rows().length).toBeGreaterThan(30)
  expect(rows().filter((row) => !isThere(row))).toEqual([])
})

test('every guarantee that the database is tried for stands in ARCHITECTURE.md', () => {
  const told = new Set(rows().map(({ file }) => file))
  const tried = sourceFiles('test/guarantees').filter(({ path: file }) => file.endsWith('.test.ts'))
  expect(tried.map(({ path: file }) => file).filter((file) => !told.has(file))).toEqual([])
})

test('a guarantee without its test would be found', () => {
  const table = '# A\n\n## Guarantees, each with its test\n\n| g | test | its name |\n|---|---|---|\n'
  const [row] = rowsOf(
    `${table}| Nothing is lost | \`test/rules/decimal.test.ts\` | no such test |\n\n## B\n`,
  )
  expect(row).toEqual({
    guarantee: 'Nothing is lost',
    file: 'test/rules/decimal.test.ts',
    name: 'no such test',
  })
  expect(row !== undefined && isThere(row)).toBe(false)
  expect(isThere({ guarantee: '', file: 'test/no/such.test.ts', name: '' })).toBe(false)
})

test('names are read from tests alone, run over tables or not', () => {
  const text = `
    // test('a comment', () => 1)
    const story = "test('a string')"
    test.each([['x)', f(1)], [2]])('%s is kept', () => 1)
    describe.each(all)("the owner's", () => {
      test(\`of \${seed}\`, { timeout: 1 }, () => 1)
    })`
  expect(testNamesIn(text)).toEqual(['%s is kept', "the owner's", 'of ${seed}'])
})
