import type { MiddlewareHandler } from 'hono'
import type { HttpContext, HttpEnvironment } from './http-environment.ts'

/** Counts what a request's body holds of the memory, until the request is answered. */
export function holdingBody({ bodies }: Pick<HttpContext, 'bodies'>): MiddlewareHandler<HttpEnvironment> {
  return async (context, next) => {
    const held = bodies.open()
    context.set('held', held)
    try {
      await next()
    } finally {
      held.release()
    }
  }
}
