import type { OpenAPIHono } from '@hono/zod-openapi'
import { documentationPage } from '../documentation-page.ts'
import type { HttpEnvironment } from '../http-environment.ts'
import { openApiDocument } from '../openapi.ts'

/** The API, for programs and for people. */
export function documentationRoutes(app: OpenAPIHono<HttpEnvironment>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' })
  app.get('/openapi.json', (context) => context.json(openApiDocument(app)))
  app.get('/docs', (context) =>
    context.html(documentationPage(openApiDocument(app), new URL(context.req.url).origin)),
  )
}
