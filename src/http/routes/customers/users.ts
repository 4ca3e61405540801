import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { actingUserJson } from '../../../access/users/acting-user-json.ts'
import { loadUserRoles } from '../../../access/users/load-user-roles.ts'
import { recordUserRole } from '../../../access/users/record-user-role.ts'
import { requireCustomers } from '../../../customers/require-customers.ts'
import { lockCustomers } from '../../../database/lock-customers.ts'
import { userRoleEntry } from '../../../importing/access-entries.ts'
import { actingUser } from '../../answers/access.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../../page.ts'
import { problemResponses } from '../../problem-responses.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute, customerParameter, noteInput } from './fact-routes.ts'

/** Who may act for a customer, and as what (R2). */
export function userRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (request) => {
    const { id: customer } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), customer)
    const { after = '', limit } = request.req.valid('query')
    await requireCustomers(db, [customer])
    const roles = await loadUserRoles(db, { customer, after, limit: limit + 1 })
    return request.json(
      pageOf(roles.map(actingUserJson), limit, ({ user }) => user),
      200,
    )
  })
  app.openapi({ ...change, ...authenticate('operate') }, async (request) => {
    const { id: customer } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), customer)
    const { note, user, role } = request.req.valid('json')
    const { body, status } = await write(request, { customer, note }, async (tx, attribution) => {
      await lockCustomers(tx, [customer]) // nobody else changes it in between
      const [before] = (await loadUserRoles(tx, { customer, user })).map(actingUserJson)
      await recordUserRole(tx, { customer, user, role }, attribution)
      return { status: 201, body: actingUserJson({ user, role, ...attribution }), before: before ?? null }
    })
    return request.json(body, status)
  })
}

const path = '/v1/customers/{id}/users'
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listUsers',
  summary: 'Who acts for a customer, or once did, and as what',
  request: { params: customerParameter, query: z.strictObject(pageParameters) },
  responses: {
    200: {
      description: 'By user',
      content: { 'application/json': { schema: pageSchema(actingUser) } },
    },
    ...problemResponses,
  },
})
const change = addRoute(path, {
  operationId: 'changeUserRole',
  summary:
    "Lets a user act for the customer, or with null no longer: then the user's identifiers stop working for it",
  body: userRoleEntry.extend({ note: noteInput }).openapi({ example: { user: 'matti', role: 'user' } }),
  answer: actingUser,
})
