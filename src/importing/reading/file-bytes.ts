import { open, type FileHandle } from 'node:fs/promises'
import { invalidFile } from './invalid-file.ts'

/** How a file is named in messages: its path, or what `-` stands for. */
export function fileName(path: string): string {
  return path === '-' ? 'standard input' : path
}

/** The bytes of a file, or of standard input for `-`, as they are read; closed when the reader stops. */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  if (path === '-') {
    yield* process.stdin
    return
  }
  const file = await openFile(path)
  try {
    yield* file.createReadStream({ highWaterMark: chunkBytes, autoClose: false })
  } finally {
    await file.close()
  }
}

const chunkBytes = 256 * 1024
const allowed = 'name a file that can be read, or - for standard input'

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
