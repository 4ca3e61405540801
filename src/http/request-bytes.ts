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
  const plain: AsyncIterable<unknown> =
    encoding === 'gzip'
      ? body.pipeThrough(new DecompressionStream('gzip'), { preventCancel: true })
      : body.values({ preventCancel: true })
  let bytes = 0
  try {
    for await (const chunk of plain) {
      if (!(chunk instanceof Uint8Array)) throw new BrokenInvariant('a body is bytes')
      bytes += chunk.length
      if (bytes > bytesMax) throw tooLarge(bytesMax)
      held.take(chunk.length)
      yield chunk
    }
  } catch (error) {
    if (error instanceof HttpRefusal || error instanceof BrokenInvariant) throw error
    const what = encoding === 'gzip' ? 'is not valid gzip, or ends' : 'ends'
    throw new HttpRefusal(problem(400, 'invalid-input', `The body ${what} before it is whole`))
  }
}

/** A type of its own: what the stream fails with may be any other. */
class BrokenInvariant extends Error {}

function tooLarge(bodyBytesMax: number): HttpRefusal {
  return new HttpRefusal(
    problem(413, 'too-large', `A request may hold at most ${bodyBytesMax} bytes, unpacked`, { bodyBytesMax }),
  )
}
