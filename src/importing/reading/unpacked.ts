import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { readHead } from './read-head.ts'

/** The bytes as they are, or unpacked when they begin with gzip's magic bytes, whatever the file is called. */
export async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { answer: isGzip, bytes } = await readHead(packed, (head, complete) =>
    head.length >= 2 || complete ? head[0] === 0x1f && head[1] === 0x8b : undefined,
  )
  if (!isGzip) {
    yield* bytes
    return
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  // The reader of `gunzip` gets every error: pipeline destroys it with the error of its source.
  pipeline(Readable.from(bytes, { objectMode: false }), gunzip, () => {})
  yield* gunzip
}
