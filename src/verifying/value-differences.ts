import { canonicalJson } from '../commitments/canonical-json.ts'

/** One leaf in which two JSON values differ. */
export interface ValueDifference {
  readonly path: readonly string[]
  readonly expected: string
  readonly found: string
}

/** Every leaf in which two JSON values differ, with its path; none when they are equal byte for byte. */
export function valueDifferences(
  expected: unknown,
  found: unknown,
  path: readonly string[] = [],
): readonly ValueDifference[] {
  if (canonicalJson(expected) === canonicalJson(found)) return []
  if (!isObject(expected) || !isObject(found))
    return [{ path, expected: shown(expected), found: shown(found) }]
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])]
  return keys.flatMap((key) => valueDifferences(expected[key], found[key], [...path, key]))
}

/** Arrays too: their elements by index. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? value : canonicalJson(value)
}
