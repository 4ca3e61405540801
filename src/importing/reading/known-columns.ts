import { invalidFile } from './invalid-file.ts'

/** What a CSV header may and must name. */
export interface KnownColumns {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** Refuses a CSV file whose header names a column that means nothing, or lacks one: every row would be refused. */
export function requireColumns(
  file: string,
  columns: readonly string[] | null,
  { required, optional }: KnownColumns,
): void {
  if (columns === null) return // not CSV
  const allowed = `a header with ${required.join(', ')}${optional.length === 0 ? '' : `, and any of ${optional.join(', ')}`}`
  const unknown = columns.filter((name) => !required.includes(name) && !optional.includes(name))
  if (unknown.length > 0)
    throw invalidFile(file, `the header row names unknown columns: ${quoted(unknown)}`, allowed)
  const missing = required.filter((name) => !columns.includes(name))
  if (missing.length > 0) throw invalidFile(file, `the header row lacks ${quoted(missing)}`, allowed)
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ')
}
