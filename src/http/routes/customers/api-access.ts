import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { recordAccessChanges } from '../../../access/record-access-changes.ts'
import { lockCustomers } from '../../../database/lock-customers.ts'
import { accessEntry } from '../../../importing/customer-entries.ts'
import { apiOpening } from '../../answers/facts.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../../page.ts'
import { problemResponses } from '../../problem-responses.ts'
import { wholeNumber, wholeNumberMax } from '../../whole-number.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute, customerParameter, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'

/** Opening and closing the whole API of a customer, now (R1, R2). */
export function apiAccessRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    const { after = 0, limit } = context.req.valid('query')
    const { api } = await factSheetOf(db, id)
    return context.json(
      pageOf(api.slice(after), limit, (opening) => String(api.indexOf(opening) + 1)), // two may begin at one instant
      200,
    )
  })
  app.openapi({ ...change, ...authenticate('operate') }, async (context) => {
    const { id: customer } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), customer)
    const { note, open } = context.req.valid('json')
    const { body, status } = await write(context, { customer, note }, async (tx, attribution) => {
      await lockCustomers(tx, [customer]) // nobody opens or closes in between
      const before = (await factSheetOf(tx, customer)).api.at(-1) ?? null
      await recordAccessChanges(tx, [{ customer, at: attribution.recordedAt, open }], attribution)
      const opening = (await factSheetOf(tx, customer)).api.at(-1)
      if (opening === undefined) throw new Error('broken invariant: an opening was not recorded')
      return { status: 201, body: opening, before }
    })
    return context.json(body, status)
  })
}

const path = '/v1/customers/{id}/api'
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listApiOpenings',
  summary: "A customer's openings of the API, oldest first",
  request: {
    params: customerParameter,
    query: z.strictObject({ ...pageParameters, after: wholeNumber(0, wholeNumberMax).optional() }),
  },
  responses: {
    200: { description: 'Openings', content: { 'application/json': { schema: pageSchema(apiOpening) } } },
    ...problemResponses,
  },
})
const change = addRoute(path, {
  operationId: 'changeApiAccess',
  summary: 'Opens or closes the API now; a closing bills its whole month',
  body: accessEntry
    .omit({ at: true })
    .extend({ note: noteInput })
    .openapi({ example: { open: true } }),
  answer: apiOpening,
})
