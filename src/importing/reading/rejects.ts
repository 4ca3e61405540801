import { open, stat, type FileHandle } from 'node:fs/promises'
import { invalidFile } from './invalid-file.ts'

/** A refused row, wherever it was refused. */
interface Reject {
  readonly file: string
  readonly position: string
  readonly reason: string
  readonly row: string | Uint8Array
}

/** Keeps refused rows. `await using` closes it; what was written is in the file once `close` has resolved. */
export interface Rejects extends AsyncDisposable {
  write(reject: Reject): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a file of refused rows as JSON Lines `{ file, position, reason, row }`, or `rowBase64` for bytes that are not
 * UTF-8. Created at once, so that a path that cannot be written is known before a long import. A file that holds
 * something is never written to: it may be the only copy of what an earlier import refused.
 */
export async function openRejects(path: string): Promise<Rejects> {
  const file = await openEmpty(path)
  let buffered: string[] = []
  let bufferedLength = 0
  let isClosed = false
  // One append at a time; after a failed one every later one fails as well, so that no row is lost in silence.
  let appended = Promise.resolve()

  function flush(): Promise<void> {
    const text = buffered.join('')
    buffered = []
    bufferedLength = 0
    appended = appended.then(() => append(file, text, path))
    return appended
  }
  async function write(reject: Reject): Promise<void> {
    if (isClosed) throw new Error(`${path} was closed before the last refused row was written`)
    const line = `${JSON.stringify(rejectLine(reject))}\n`
    buffered.push(line)
    bufferedLength += line.length
    if (bufferedLength >= bufferedMax) await flush()
  }
  async function close(): Promise<void> {
    if (isClosed) return
    isClosed = true
    try {
      await flush()
    } finally {
      await file.close()
    }
  }
  return { write, close, [Symbol.asyncDispose]: close }
}

const bufferedMax = 64 * 1024

function rejectLine({ file, position, reason, row }: Reject): Readonly<Record<string, string>> {
  if (typeof row === 'string') return { file, position, reason, row }
  return { file, position, reason, rowBase64: Buffer.from(row).toString('base64') }
}

async function append(file: FileHandle, text: string, path: string): Promise<void> {
  try {
    await file.appendFile(text)
  } catch (error) {
    throw invalidFile(path, whyNot(error), 'rejects need room to be kept; no row was given up', error)
  }
}

async function openEmpty(path: string): Promise<FileHandle> {
  try {
    const isThere = await stat(path).catch(() => undefined)
    // `wx` refuses a file that appeared since; an empty file or a device such as /dev/stderr may be written to.
    const isWritable = isThere !== undefined && !isThere.isDirectory() && isThere.size === 0
    return await open(path, isWritable ? 'a' : 'wx')
  } catch (error) {
    throw invalidFile(
      path,
      whyNot(error),
      'rejects need a new or empty file in a folder that can be written',
      error,
    )
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST') return 'it exists and holds something, and is never overwritten'
  return `it cannot be written (${error instanceof Error ? error.message : String(error)})`
}
