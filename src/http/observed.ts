import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { HttpContext, HttpEnvironment } from './http-environment.ts'

/** Counts and logs every request, whatever becomes of it, under the id that its answer carries. No header and no body is ever logged. */
export function observed({ log, metrics, stopping }: HttpContext): MiddlewareHandler<HttpEnvironment> {
  return async (context, next) => {
    const requestId = crypto.randomUUID()
    const startedMs = performance.now()
    context.set('requestId', requestId)
    await next()
    context.header('X-Request-Id', requestId) // here, or a refusal's own answer would come without it
    if (stopping.aborted) context.header('Connection', 'close') // or a busy sender would keep the server from ending
    const { method } = context.req
    const route = routePath(context, -1)
    const seconds = (performance.now() - startedMs) / 1000
    metrics.requests.inc({ route, method, status: context.res.status })
    metrics.requestSeconds.observe({ route, method }, seconds)
    log.info({ requestId, method, route, status: context.res.status, ms: Math.round(seconds * 1000) })
  }
}
