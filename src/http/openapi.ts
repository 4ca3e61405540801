import type { OpenAPIHono } from '@hono/zod-openapi'
import packageJson from '../../package.json' with { type: 'json' }
import type { HttpEnvironment } from './http-environment.ts'

/** The OpenAPI 3.1 document, made from the schemas that validate. */
export function openApiDocument(app: OpenAPIHono<HttpEnvironment>) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Laskuri',
      version: packageJson.version,
      description:
        'Billing and usage analytics for a metered software API. Money is a decimal string, instants are RFC 3339, months are "2026-03"; errors are problem+json with a stable code.',
    },
    security: [{ apiKey: [] }],
  })
}
