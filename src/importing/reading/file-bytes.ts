import { open, type FileHandle } from 'node:fs/promises'
import { addAbortSignal, type Readable } from 'node:stream'
import { invalidFile } from './invalid-file.ts'

/** How a file is named in messages: its path, or what `-` stands for. */
export function fileName(path: string): string {
  return path === '-' ? 'standard input' : path
}

export interface ReadBytesOptions {
  /** Ends the reading with an error, also while it waits for standard input. */
  readonly signal?: AbortSignal | undefined
  /** Called with the number of bytes of each chunk read, packed ones where they are packed. */
  readonly onBytes?: ((count: number) => void) | undefined
}

/** The bytes of a file, or of standard input for `-`, as they are read; closed when the reader stops. */
export async function* fileBytes(path: string, options: ReadBytesOptions = {}): AsyncGenerator<Uint8Array> {
  if (path === '-') {
    yield* chunksOf(process.stdin, options)
    return
  }
  const file = await openFile(path)
  try {
    yield* chunksOf(file.createReadStream({ highWaterMark: chunkBytes, autoClose: false }), options)
  } finally {
    await file.close()
  }
}

const chunkBytes = 256 * 1024
const allowed = 'name a file that can be read, or - for standard input'

async function* chunksOf(
  stream: Readable,
  { signal, onBytes }: ReadBytesOptions,
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted() // a stream that is aborted before anybody reads it would end the process
  if (signal !== undefined) addAbortSignal(signal, stream)
  const chunks: AsyncIterable<Uint8Array> = stream
  for await (const chunk of chunks) {
    onBytes?.(chunk.length)
    yield chunk
  }
}

async function openFile(path: string): Promise<FileHandle> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (error) {
    throw invalidFile(path, whyNotOpened(error), allowed, error)
  }
  const stat = await file.stat()
  if (!stat.isDirectory()) return file
  await file.close()
  throw invalidFile(path, 'it is a directory', allowed)
}

function whyNotOpened(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'the file may not be read by this user'
  return `the file cannot be opened (${error instanceof Error ? error.message : String(error)})`
}
