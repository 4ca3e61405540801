import type { Context } from 'hono'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'

/** What is streamed, a part at a time; no part is asked for before its reader has taken the one before. */
export type Parts = (readerGone: AbortSignal) => AsyncGenerator<string>

/**
 * Answers with parts as they come, no faster than they are read. What fails before the first part is refused like anything
 * else; what fails later cuts the connection without the end of the body, so that nobody takes the answer for whole. The
 * parts are ended, and what they hold is given back, when the reader leaves or takes nothing for `readerIdleMs`.
 */
export async function streamedAnswer(
  request: Context<HttpEnvironment>,
  context: Pick<HttpContext, 'log' | 'metrics' | 'readerIdleMs'>,
  headers: Readonly<Record<string, string>>,
  parts: Parts,
): Promise<Response> {
  if (request.req.method === 'HEAD') return request.body(null, 200, headers)
  const { log, metrics, readerIdleMs } = context
  const gone = new AbortController()
  const iterator = parts(gone.signal)
  let first: IteratorResult<string> | undefined = await iterator.next()
  let idle: NodeJS.Timeout | undefined
  metrics.streamsOpen.inc()
  const ended = (because: 'whole' | 'reader-left' | 'reader-idle' | 'failed') => {
    clearTimeout(idle)
    if (gone.signal.aborted) return
    gone.abort()
    metrics.streamsOpen.dec()
    metrics.streamsEnded.inc({ because })
  }
  const leave = async (because: 'reader-left' | 'reader-idle') => {
    ended(because)
    await iterator.return(undefined).catch((err: unknown) => {
      log.error({ err, route: request.req.path }, 'a stream could not be ended')
    })
  }
  const waitForReader = () => {
    idle = setTimeout(() => {
      request.env.outgoing.destroy()
      void leave('reader-idle')
    }, readerIdleMs)
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: waitForReader,
      async pull(controller) {
        clearTimeout(idle)
        try {
          const part = first ?? (await iterator.next())
          first = undefined
          if (part.done === true) {
            ended('whole')
            return controller.close()
          }
          if (gone.signal.aborted) return
          controller.enqueue(new TextEncoder().encode(part.value))
          waitForReader()
        } catch (err) {
          if (!gone.signal.aborted)
            log.error({ err, route: request.req.path }, 'a stream failed, and was cut')
          ended('failed')
          request.env.outgoing.destroy()
        }
      },
      cancel: () => leave('reader-left'),
    },
    { highWaterMark: 0 },
  )
  return request.body(body, 200, headers)
}
