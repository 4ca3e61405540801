import { gunzipped } from './gunzipped.ts'
import { readHead } from './read-head.ts'

/** The bytes as they are, or unpacked when they begin with gzip's magic bytes, whatever the file is called. */
export async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { answer: isGzip, bytes } = await readHead(packed, (head, complete) =>
    head.length >= 2 || complete ? head[0] === 0x1f && head[1] === 0x8b : undefined,
  )
  yield* isGzip ? gunzipped(bytes) : bytes
}
