import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { createIdentifier } from '../../access/identifiers/create-identifier.ts'
import { identifierJson } from '../../access/identifiers/identifier-json.ts'
import { listIdentifiers } from '../../access/identifiers/list-identifiers.ts'
import { requireSealingKeys } from '../../access/identifiers/sealing-keys.ts'
import { requireUser } from '../../access/users/require-user.ts'
import { apiIdentifier, createdIdentifier } from '../answers/access.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../page.ts'
import { problemResponses } from '../problem-responses.ts'
import { textParameter } from '../text-parameter.ts'
import { idempotencyHeaders } from '../writing/idempotency-key.ts'
import type { Write } from '../writing/written.ts'
import { noteInput } from './customers/fact-routes.ts'

/** API identifiers of a user: created and listed, never changed or deleted. They work for every customer of the user. */
export function identifierRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, sealingKeys }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (request) => {
    requireAllCustomers(request.get('apiKey'))
    const { id: user } = request.req.valid('param')
    const { after, limit } = request.req.valid('query')
    await requireUser(db, user)
    const identifiers = await listIdentifiers(db, [user], { after, limit: limit + 1 })
    return request.json(
      pageOf(identifiers.map(identifierJson), limit, ({ identifier }) => identifier),
      200,
    )
  })
  app.openapi({ ...create, ...authenticate('operate') }, async (request) => {
    requireAllCustomers(request.get('apiKey'))
    const { id: user } = request.req.valid('param')
    const { note } = request.req.valid('json')
    const { body, status } = await write(request, { customer: null, note }, async (tx, attribution) => {
      const { identifier, key } = await createIdentifier(
        tx,
        requireSealingKeys(sealingKeys),
        user,
        attribution,
      )
      const created = (shown: string | null) => ({
        ...identifierJson({ identifier, user, ...attribution }),
        key: shown,
      })
      return { status: 201, before: null, body: created(null), shownOnce: created(key) }
    })
    return request.json(body, status)
  })
}

const path = '/v1/users/{id}/identifiers'
const userParameter = z.object({
  id: textParameter.openapi({ description: 'The user', example: 'maija' }),
})
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listIdentifiers',
  summary: "A user's API identifiers, oldest first, without their keys",
  request: { params: userParameter, query: z.strictObject(pageParameters) },
  responses: {
    200: {
      description: 'Identifiers',
      content: { 'application/json': { schema: pageSchema(apiIdentifier) } },
    },
    ...problemResponses,
  },
})
const create = createRoute({
  method: 'post',
  path,
  operationId: 'createIdentifier',
  summary: 'Creates one more API identifier and shows its key, this once',
  description:
    'It works for every customer that the user acts for, as long as the user does. It is never changed or deleted: a key that is lost, also because the answer was, is made good by another identifier.',
  request: {
    params: userParameter,
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ note: noteInput }).openapi({ example: {} }) },
      },
    },
  },
  responses: {
    201: {
      description: 'The identifier with its key',
      content: { 'application/json': { schema: createdIdentifier } },
    },
    ...problemResponses,
  },
})
