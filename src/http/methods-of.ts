import type { OpenAPIHono } from '@hono/zod-openapi'
import type { HttpEnvironment } from './http-environment.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The methods that a path takes; none when it is no path of ours. */
export function methodsOf(app: OpenAPIHono<HttpEnvironment>, path: string): readonly string[] {
  const own = new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ handler }) => handler))
  return methods.filter((method) => app.router.match(method, path)[0].some(([[handler]]) => own.has(handler)))
}
