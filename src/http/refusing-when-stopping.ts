import type { MiddlewareHandler } from 'hono'
import type { HttpContext, HttpEnvironment } from './http-environment.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/** Refuses new requests with `shutting-down` once the server stops. */
export function refusingWhenStopping({
  stopping,
}: Pick<HttpContext, 'stopping'>): MiddlewareHandler<HttpEnvironment> {
  return async (_, next) => {
    if (stopping.aborted)
      throw new HttpRefusal(problem(503, 'shutting-down', 'The server is stopping; try again'), {
        'Retry-After': '5',
        Connection: 'close',
      })
    await next()
  }
}
