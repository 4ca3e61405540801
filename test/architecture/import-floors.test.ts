import { expect, test } from 'vitest'
import { importedPath, importsOf, sourceFiles, type SourceFile } from './source-files.ts'

/** A folder imports lower floors and itself, never a sibling on its floor. */
const floors: readonly (readonly string[])[] = [
  ['rules'],
  ['src/errors', 'src/clock', 'src/config'],
  ['src/database'],
  ['src/months'],
  ['src/customers', 'src/prices', 'src/journal'],
  ['src/access', 'src/api-keys', 'src/commitments', 'src/payments'],
  ['src/usage', 'src/facts'],
  ['src/importing', 'src/invoicing', 'src/reporting', 'src/documents'],
  ['src/explaining', 'src/forecasting', 'src/verifying'],
  ['src/scenario', 'src/demo'],
  ['src/http', 'src/gateway', 'src/web'],
  ['src/cli'],
]

function folderOf(file: string): string {
  return file.startsWith('rules/') ? 'rules' : file.split('/').slice(0, 2).join('/')
}

function floorOf(folder: string): number {
  return floors.findIndex((folders) => folders.includes(folder))
}

function offences(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path)
    const floor = floorOf(folder)
    if (floor === -1) return [`${file.path}: the folder ${folder} has no floor`]
    return importsOf(file.text).flatMap((specifier) => {
      const imported = importedPath(file.path, specifier)
      if (imported === undefined || imported === 'package.json') return []
      const target = folderOf(imported)
      if (target === folder) return []
      const targetFloor = floorOf(target)
      if (targetFloor === -1) return [`${file.path} imports ${specifier}: ${target} is on no floor`]
      return targetFloor < floor
        ? []
        : [`${file.path} (floor ${floor}) imports ${specifier}: ${target} is on floor ${targetFloor}`]
    })
  })
}

test('a folder imports lower floors and itself, never a sibling on its floor or one above', () => {
  const files = sourceFiles('rules', 'src')
  const imports = files.flatMap((file) => importsOf(file.text))
  expect(imports.length).toBeGreaterThan(files.length)
  expect(offences(files)).toEqual([])
})

test.each([
  ['rules/price.ts', "import { x } from '../src/clock/clock.ts'"],
  ['src/prices/record.ts', "import { x } from '../journal/book.ts'"],
  ['src/database/client.ts', "export * from '../months/close.ts'"],
  ['src/http/app.ts', "const { x } = await import('../cli/main.ts')"],
  ['src/cli/main.ts', "import { x } from '../../test/properties/generators.ts'"],
  ['src/attic/old.ts', ''],
  ['src/loose.ts', ''],
])('it would be found: %s with %j', (path, text) => {
  expect(offences([{ path, text }])).toHaveLength(1)
})
