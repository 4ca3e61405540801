import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** The bytes unpacked, of one gzip member or of several in a row (RFC 1952); no faster than they are read. */
export async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  // The reader of `gunzip` gets every error: pipeline destroys it with the error of its source.
  pipeline(Readable.from(packed, { objectMode: false }), gunzip, () => {})
  yield* gunzip
}
