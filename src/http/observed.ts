import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { HttpContext, HttpEnvironment } from './http-environment.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/** Counts and logs every request; refuses new ones while the server stops. No header and no body is ever logged. */
export function observed({ log, metrics, stopping }: HttpContext): MiddlewareHandler<HttpEnvironment> {
  return async (context, next) => {
    const requestId = crypto.randomUUID()
    const startedMs = performance.now()
    context.header('X-Request-Id', requestId)
    if (stopping.aborted)
      throw new HttpRefusal(problem(503, 'shutting-down', 'The server is stopping; try again'), {
        'Retry-After': '5',
        Connection: 'close',
      })
    await next()
    if (stopping.aborted) context.header('Connection', 'close') // or a busy sender would keep the server from ending
    const { method } = context.req
    const route = routePath(context, -1)
    const seconds = (performance.now() - startedMs) / 1000
    metrics.requests.inc({ route, method, status: context.res.status })
    metrics.requestSeconds.observe({ route, method }, seconds)
    log.info({ requestId, method, route, status: context.res.status, ms: Math.round(seconds * 1000) })
  }
}
