import { stat } from 'node:fs/promises'
import { fileName } from '../reading/file-bytes.ts'
import { invalidFile } from '../reading/invalid-file.ts'
import { readRows, type ReadRowsOptions } from '../reading/read-rows.ts'
import type { RowBatch } from '../reading/row.ts'

/** A file whose beginning could be read. */
export interface Input {
  readonly name: string
  rows(): AsyncGenerator<RowBatch>
}

export interface Inputs {
  readonly files: readonly Input[]
  /** Null where one of them is no regular file. */
  readonly bytesTotal: number | null
}

/**
 * Reads the beginning of every file, so that one that is missing, empty or no file at all is refused before anything
 * is recorded. Regular files are opened again when their turn comes; what can be read once, such as standard input
 * or a pipe, stays open.
 */
export async function openInputs(paths: readonly string[], options: ReadRowsOptions): Promise<Inputs> {
  if (paths.filter((path) => path === '-').length > 1)
    throw invalidFile(fileName('-'), 'it is named twice', 'it can be read once')
  const sizes = await Promise.all(paths.map(regularSize))
  // Regular files first: a pipe has nothing to wait for when one of them is refused.
  const checked = new Map<number, Input>()
  for (const [index, path] of paths.entries())
    if (sizes[index] !== undefined) checked.set(index, await openTwice(path, options))
  const files: Input[] = []
  for (const [index, path] of paths.entries())
    files.push(checked.get(index) ?? (await openOnce(path, options)))
  const bytesTotal = sizes.reduce<number | null>(
    (total, size) => (total === null || size === undefined ? null : total + size),
    0,
  )
  return { files, bytesTotal }
}

async function openTwice(path: string, options: ReadRowsOptions): Promise<Input> {
  const { format, signal } = options
  const beginning = readRows(path, { format, signal })
  await beginning.next()
  await beginning.return(undefined)
  return { name: fileName(path), rows: () => readRows(path, options) }
}

async function openOnce(path: string, options: ReadRowsOptions): Promise<Input> {
  const batches = readRows(path, options)
  const first = await batches.next()
  return { name: fileName(path), rows: () => withFirst(first, batches) }
}

async function* withFirst(
  first: IteratorResult<RowBatch, unknown>,
  rest: AsyncGenerator<RowBatch>,
): AsyncGenerator<RowBatch> {
  if (first.done !== true) yield first.value
  yield* rest
}

/** Undefined for what is no regular file, and for what is not there: opening it says why. */
async function regularSize(path: string): Promise<number | undefined> {
  if (path === '-') return undefined
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true ? found.size : undefined
}
