import { expect, test } from 'vitest'
import { codeOf, importedPath, importsOf, offendingLines, sourceFiles, trackedFiles } from './source-files.ts'

test('comments are no code; literals can be told from code', () => {
  const text = "const a = 'b // c' // d\n/* e */ const f = /['\"`]/g, h = 4 / 2 // '"
  expect(codeOf(text, 'keep').replaceAll(/ +/g, ' ')).toBe(
    "const a = 'b // c' \n const f = /['\"`]/g, h = 4 / 2 ",
  )
  expect(codeOf(text, 'blank').replaceAll(/ +/g, ' ')).toBe("const a = ' ' \n const f = / g, h = 4 / 2 ")
  expect(codeOf('`words ${code} words`', 'blank').trim()).toBe('${code}')
})

test('every form of import is seen, and what only looks like one is not', () => {
  const text = `
    import 'a'
    import b, { type c as d } from "b"
    import type {
      e,
    } from './c.ts'
    export * from './d.ts'
    export { f } from './e.ts'
    const g = await import('./f.ts')
    new Worker(new URL('./g.ts', import.meta.url))
    // import 'no'
    const h = 'import no'
    export const i = 'no'
    const j = ['finvoice-import', 'no']
  `
  expect(importsOf(text).toSorted()).toEqual(['./c.ts', './d.ts', './e.ts', './f.ts', './g.ts', 'a', 'b'])
  expect(importedPath('src/prices/record.ts', '../../rules/price.ts')).toBe('rules/price.ts')
  expect(importedPath('src/prices/record.ts', 'zod')).toBeUndefined()
})

test('an offence is named with its line', () => {
  expect(offendingLines({ path: 'x.ts', text: "'as any'\nlet a = b as any" }, /\bas any\b/)).toEqual([
    'x.ts:2: let a = b as any',
  ])
})

test('a check never passes because it read nothing', () => {
  expect(() => sourceFiles('no-such-folder')).toThrow('no source file')
  expect(sourceFiles('rules').map((file) => file.path)).toContain('rules/price.ts')
  expect(trackedFiles()).toContain('package.json')
})
