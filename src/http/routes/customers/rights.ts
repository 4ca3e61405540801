import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { loadRightChanges } from '../../../access/rights/load-right-changes.ts'
import { recordRightChanges } from '../../../access/rights/record-right-changes.ts'
import { rightChangesJson } from '../../../access/rights/right-changes-json.ts'
import { requireCustomers } from '../../../customers/require-customers.ts'
import { lockCustomers } from '../../../database/lock-customers.ts'
import { rightEntry } from '../../../importing/access-entries.ts'
import { resourceRightChange } from '../../answers/access.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../../page.ts'
import { problemResponses } from '../../problem-responses.ts'
import { wholeNumber, wholeNumberMax } from '../../whole-number.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute, customerParameter, noteInput } from './fact-routes.ts'

/** What a customer lets the API do: rights of resources, general and of integrations (R2). */
export function rightRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (request) => {
    const { id } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), id)
    const { after = 0, limit } = request.req.valid('query')
    await requireCustomers(db, [id])
    const changes = rightChangesJson(await loadRightChanges(db, id))
    const later = changes.filter(({ changeNumber }) => changeNumber > after)
    return request.json(
      pageOf(later, limit, ({ changeNumber }) => String(changeNumber)),
      200,
    )
  })
  app.openapi({ ...change, ...authenticate('operate') }, async (request) => {
    const { id: customer } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), customer)
    const { note, integration = null, resource, allowed } = request.req.valid('json')
    const { body, status } = await write(request, { customer, note }, async (tx, attribution) => {
      await lockCustomers(tx, [customer]) // nobody else adds to what is known
      const known = rightChangesJson(await loadRightChanges(tx, customer))
      const recorded = await recordRightChanges(
        tx,
        customer,
        [{ integration, resource, allowed }],
        attribution,
      )
      const [added] = rightChangesJson(recorded)
      if (added === undefined) throw new Error('broken invariant: a right was not recorded')
      const before = known.filter((each) => each.inForce && each.integration === integration)
      return { status: 201, body: added, before: before.length === 0 ? null : before }
    })
    return request.json(body, status)
  })
}

const path = '/v1/customers/{id}/rights'
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listResourceRights',
  summary: 'What a customer lets the API do: every change of its rights, and which are in force',
  request: {
    params: customerParameter,
    query: z.strictObject({ ...pageParameters, after: wholeNumber(0, wholeNumberMax).optional() }),
  },
  responses: {
    200: {
      description: 'In the order of recording',
      content: { 'application/json': { schema: pageSchema(resourceRightChange) } },
    },
    ...problemResponses,
  },
})
const change = addRoute(path, {
  operationId: 'changeResourceRight',
  summary:
    'Allows or denies a resource, or with null every one, from now on; of an integration that has rights of its own, or general',
  body: rightEntry.extend({ note: noteInput }).openapi({ example: { resource: 'escan.nv', allowed: true } }),
  answer: resourceRightChange,
})
