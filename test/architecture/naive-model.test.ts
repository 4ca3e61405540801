import { expect, test } from 'vitest'
import { importedPath, importsOf, sourceFiles, type SourceFile } from './source-files.ts'

/** What the naive model takes from elsewhere, but decimals and the platform. */
function borrowed({ path, text }: SourceFile): readonly string[] {
  return importsOf(text)
    .filter((specifier) => specifier !== 'decimal.js' && !specifier.startsWith('node:'))
    .filter((specifier) => importedPath(path, specifier)?.startsWith('test/model/naive/') !== true)
    .map((specifier) => `${path} imports ${specifier}`)
}

test('the naive model that the engine is compared with takes nothing from the engine or its rules', () => {
  expect(sourceFiles('test/model/naive').flatMap(borrowed)).toEqual([])
})

test.each(['../../../rules/price.ts', '../../../src/usage/record-events.ts', '../script.ts', 'date-fns'])(
  'it would be found: %s',
  (specifier) => {
    const file = { path: 'test/model/naive/x.ts', text: `import { x } from '${specifier}'` }
    expect(borrowed(file)).toHaveLength(1)
  },
)
