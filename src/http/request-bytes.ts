import { gunzipped } from '../importing/reading/gunzipped.ts'
import type { HeldBytes } from './body-budget.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/**
 * The bytes of a request's body as they arrive, unpacked when they are gzip; no faster than they are read, and counted as
 * held. Refuses more than `bytesMax` with `too-large`, and more than all requests may hold with `overloaded`.
 */
export async function* requestBytes(
  { headers, body }: Request,
  held: HeldBytes,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new HttpRefusal(
      problem(415, 'unsupported-media-type', `Content-Encoding ${encoding} is not read; gzip is, or none`, {
        allowed: ['gzip', 'identity'],
      }),
    )
  if (Number(headers.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  if (body === null) return
  // A body that is left must not take its connection along: the refusal still goes there.
  const arriving = upTo(bytesMax, body.values({ preventCancel: true }))
  try {
    if (encoding === 'identity') yield* counted(held, withoutGzip(arriving))
    else yield* counted(held, upTo(bytesMax, gunzipped(arriving)))
  } catch (error) {
    if (error instanceof HttpRefusal) throw error
    const what = encoding === 'gzip' ? 'is not valid gzip, or ends' : 'ends'
    throw new HttpRefusal(problem(400, 'invalid-input', `The body ${what} before it is whole`))
  }
}

/** Packed bytes are bounded too: without end they can come to nothing. */
async function* upTo(bytesMax: number, parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const part of parts) {
    bytes += part.length
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    yield part
  }
}

/** No text begins as gzip does. */
async function* withoutGzip(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const part of parts) {
    if (isFirst && part[0] === gzipFirstByte)
      throw new HttpRefusal(
        problem(400, 'invalid-input', 'The body is gzip; say so with the header Content-Encoding: gzip'),
      )
    isFirst &&= part.length === 0
    yield part
  }
}

const gzipFirstByte = 0x1f

async function* counted(held: HeldBytes, parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    held.take(part.length)
    yield part
  }
}

function tooLarge(bodyBytesMax: number): HttpRefusal {
  return new HttpRefusal(
    problem(413, 'too-large', `A request may hold at most ${bodyBytesMax} bytes, unpacked`, { bodyBytesMax }),
  )
}
