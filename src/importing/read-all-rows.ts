import { requireColumns, type KnownColumns } from './reading/known-columns.ts'
import { readRows } from './reading/read-rows.ts'
import { refuseBadRows } from './refuse-bad-rows.ts'

/** A row that was read as one value of its kind. */
export interface ReadRow<Value> {
  readonly position: string
  readonly value: Value
}

/** Reads a whole file of rows, all or nothing: one bad row refuses the file, and every bad row is named. */
export async function readAllRows<Value>(
  file: string,
  csvColumns: KnownColumns,
  read: (
    row: unknown,
    format: string,
  ) => { readonly value: Value } | { readonly problems: readonly string[] },
): Promise<readonly ReadRow<Value>[]> {
  const rows: ReadRow<Value>[] = []
  const problems: string[] = []
  for await (const batch of readRows(file)) {
    requireColumns(file, batch.columns, csvColumns)
    for (const row of batch.rows) {
      const found = row.kind === 'malformed' ? { problems: [row.reason] } : read(row.value, batch.format)
      if ('value' in found) rows.push({ position: row.position, value: found.value })
      else problems.push(...found.problems.map((problem) => `${file}, ${row.position}: ${problem}`))
    }
  }
  refuseBadRows(problems)
  return rows
}
