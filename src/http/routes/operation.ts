import type { OpenAPIHono } from '@hono/zod-openapi'
import { checkSchema, type SchemaState } from '../../database/schema-version.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { problem, type Problem } from '../problem.ts'

/** For those who run the server: is it alive, can it work, how does it do. */
export function operationRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock, metrics }: HttpContext,
): void {
  app.get('/healthz', (context) => context.json({ status: 'alive' }))
  app.get('/readyz', async (context) => {
    const state = await checkSchema(db)
    if (state !== 'current') throw new HttpRefusal(notReady(state))
    return context.json({ status: 'ready' })
  })
  app.get('/metrics', async (context) => {
    await metrics.books.read(db, clock.now())
    const text = await metrics.registry.metrics()
    return context.body(text, 200, { 'Content-Type': metrics.registry.contentType })
  })
}

function notReady(state: Exclude<SchemaState, 'current'>): Problem {
  if (state === 'newer')
    return problem(
      503,
      'schema-newer',
      'Not ready: the database has migrations that this program does not know',
    )
  const detail = state === 'empty' ? 'the database has no tables yet' : 'the schema is behind this program'
  return problem(503, 'schema-missing', `Not ready: ${detail}. Next: npx laskuri migrate`)
}
