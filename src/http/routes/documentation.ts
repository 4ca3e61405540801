import type { OpenAPIHono } from '@hono/zod-openapi'
import { apiScopes } from '../../api-keys/api-key.ts'
import { documentationPage } from '../documentation-page.ts'
import type { HttpEnvironment } from '../http-environment.ts'
import { openApiDocument } from '../openapi.ts'

/** The API, for programs and for people. */
export function documentationRoutes(app: OpenAPIHono<HttpEnvironment>): void {
  for (const scope of apiScopes)
    app.openAPIRegistry.registerComponent('securitySchemes', scope, {
      type: 'http',
      scheme: 'bearer',
      description: `An API key with the scope \`${scope}\``,
    })
  app.get('/openapi.json', (context) => context.json(openApiDocument(app)))
  app.on('GET', ['/', '/docs'], (context) =>
    context.html(documentationPage(openApiDocument(app), new URL(context.req.url).origin)),
  )
}
