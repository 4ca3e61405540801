import type { OpenAPIHono } from '@hono/zod-openapi'
import packageJson from '../../package.json' with { type: 'json' }
import { apiSections, sectionOf } from './api-sections.ts'
import type { HttpEnvironment } from './http-environment.ts'
import { withPlainPatterns } from './plain-patterns.ts'

/** The OpenAPI 3.1 document, made from the schemas that validate. */
export function openApiDocument(app: OpenAPIHono<HttpEnvironment>) {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Laskuri',
      version: packageJson.version,
      description:
        'Billing and usage analytics for a metered software API. Money is a decimal string, instants are RFC 3339, months are "2026-03" in Helsinki; errors are problem+json with a stable code.',
    },
    servers: [{ url: '/', description: 'The server that this document is from' }],
    tags: apiSections.map(({ name, description }) => ({ name, description })),
  })
  // The library knows the licences of OpenAPI 3.0 alone.
  const info = { ...document.info, license: { name: 'MIT', identifier: 'MIT' } }
  return withPlainPatterns({ ...document, info, paths: sectioned(document.paths) })
}

type Paths = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>

/** Each operation under the section of its path. */
function sectioned(paths: Paths | undefined): Paths {
  return Object.fromEntries(
    Object.entries(paths ?? {}).map(([path, { get, post }]) => {
      const tags = [sectionOf(path).name]
      return [
        path,
        {
          ...(get === undefined ? {} : { get: { ...get, tags } }),
          ...(post === undefined ? {} : { post: { ...post, tags } }),
        },
      ]
    }),
  )
}
