import type { OpenAPIHono } from '@hono/zod-openapi'
import { checkSchema } from '../../database/schema-version.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { problem } from '../problem.ts'

/** For those who run the server: is it alive, can it work, how does it do. */
export function operationRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, metrics, stopping }: HttpContext,
): void {
  app.get('/healthz', (context) => context.json({ status: 'alive' }))
  app.get('/readyz', async (context) => {
    const state = stopping.aborted ? 'stopping' : await checkSchema(db)
    if (state !== 'current')
      throw new HttpRefusal(problem(503, 'shutting-down', `Not ready: the schema is ${state}`))
    return context.json({ status: 'ready' })
  })
  app.get('/metrics', async (context) =>
    context.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType }),
  )
}
