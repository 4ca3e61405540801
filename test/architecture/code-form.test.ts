import { expect, test } from 'vitest'
import { codeOf, offendingLines, sourceFiles, type SourceFile } from './source-files.ts'

const everywhere = () => sourceFiles('rules', 'src', 'test')
const engine = () => sourceFiles('rules', 'src')

interface Ban {
  readonly guarantee: string
  readonly files: () => readonly SourceFile[]
  readonly pattern: RegExp
  /** Where it is at home. */
  readonly allowed: (path: string) => boolean
  readonly example: string
}

const nowhere = () => false

const bans: readonly Ban[] = [
  {
    guarantee: 'exports have names: no default export',
    files: everywhere,
    pattern: /\bexport\s+default\b|\bas\s+default\b/,
    // The form that the tools read.
    allowed: (path) => path.endsWith('.config.ts'),
    example: 'export default function price() {}',
  },
  {
    guarantee: 'types are erasable: no enum',
    files: everywhere,
    pattern: /\benum\s+\w+\s*\{/,
    allowed: nowhere,
    example: 'const enum Kind { A }',
  },
  {
    guarantee: 'types are erasable: no namespace',
    files: everywhere,
    pattern: /\b(?:namespace|module)\s+[\w.]+\s*\{/,
    allowed: nowhere,
    example: 'export namespace Prices {',
  },
  {
    guarantee: 'nothing is any',
    files: everywhere,
    pattern: /\bas\s+any\b|[:<|&,]\s*any\b(?!\s*\()|\bany\s*\[\]/,
    allowed: nowhere,
    example: 'const price = row as any',
  },
  {
    guarantee: 'rounding is done in rules/rounding.ts alone, each function named after its mode',
    files: engine,
    pattern:
      /\.(?:toDecimalPlaces|toDP|toSignificantDigits|toSD|toNearest|divToInt|dividedToIntegerBy)\s*\(|(?<!\bMath)\.(?:round|floor|ceil|trunc)\s*\(|\bROUND_[A-Z]+\b/,
    allowed: (path) => path === 'rules/rounding.ts' || path === 'rules/decimal.ts',
    example: 'const net = Decimal.round(amount)',
  },
  {
    guarantee:
      'no decimal is rounded while it is written: toFixed takes a number of digits only where money is formatted',
    files: () => sourceFiles('rules', 'src').filter((file) => !/^src\/(?:cli|web|demo)\//.test(file.path)),
    pattern: /\.toFixed\s*\(\s*\d/,
    // invoice.ts writes a VAT rate as a sort key; rates have one decimal.
    allowed: (path) => path === 'rules/money.ts' || path === 'rules/invoice.ts',
    example: 'amount.toFixed(2)',
  },
  {
    guarantee: 'money is never rounded as a number: Math.round and its like stay out of prices and invoices',
    files: () =>
      sourceFiles('rules', 'src').filter((file) =>
        /^(?:rules|src\/(?:customers|prices|journal|invoicing))\//.test(file.path),
      ),
    pattern: /\bMath\.(?:round|ceil|floor|trunc)\s*\(/,
    // Whole microseconds, and the year of a month counted in months.
    allowed: (path) => path === 'rules/instant.ts' || path === 'rules/billing-month.ts',
    example: 'const cents = Math.round(euros * 100)',
  },
  {
    guarantee: 'the environment is read in src/config alone',
    files: engine,
    pattern:
      /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\bimport\.meta\.env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/,
    allowed: (path) => path.startsWith('src/config/'),
    example: "const url = process.env['DATABASE_URL']",
  },
]

function offences({ files, pattern, allowed }: Ban): readonly string[] {
  return files()
    .filter((file) => !file.path.endsWith('.d.ts') && !allowed(file.path))
    .flatMap((file) => offendingLines(file, pattern))
}

test.each(bans)('$guarantee', (ban) => {
  expect(offences(ban)).toEqual([])
})

test.each(bans)('it would be found: $example', (ban) => {
  expect(offendingLines({ path: 'src/prices/x.ts', text: ban.example }, ban.pattern)).toHaveLength(1)
})

const vagueFolders = new Set([
  'util',
  'utils',
  'shared',
  'common',
  'type',
  'types',
  'helper',
  'helpers',
  'lib',
  'misc',
])

function vaguePaths(paths: readonly string[]): readonly string[] {
  return paths.filter((path) =>
    path.split('/').some((part) => vagueFolders.has(part.replace(/\.m?[tj]s$/, ''))),
  )
}

test('what two folders share has a domain name: no folder or file called utils, shared, common, types or helpers', () => {
  expect(vaguePaths(everywhere().map((file) => file.path))).toEqual([])
  expect(vaguePaths(['src/prices/utils/x.ts', 'test/helpers.ts', 'rules/price.ts'])).toHaveLength(2)
})

function isBarrel({ path, text }: SourceFile): boolean {
  const rest = codeOf(text, 'keep').replaceAll(
    /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*'[^']*'/g,
    '',
  )
  return /(?:^|\/)index\.m?[tj]s$/.test(path) || (rest.trim() === '' && rest !== codeOf(text, 'keep'))
}

test('no barrel but rules/index.ts', () => {
  const barrels = everywhere()
    .filter(isBarrel)
    .map((file) => file.path)
  expect(barrels.filter((path) => path !== 'rules/index.ts')).toEqual([])
  expect(isBarrel({ path: 'src/prices/index.ts', text: 'export const a = 1' })).toBe(true)
  expect(
    isBarrel({ path: 'src/prices/all.ts', text: "export * from './a.ts'\nexport { b } from './b.ts'\n" }),
  ).toBe(true)
})
