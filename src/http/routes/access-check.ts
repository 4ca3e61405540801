import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { checkCall } from '../../access/check-call.ts'
import { refusalSentence } from '../../access/refusal-sentence.ts'
import { callEntry } from '../../importing/access-entries.ts'
import { callAnswer } from '../answers/access.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { problemResponses } from '../problem-responses.ts'

/** May a call be made: for any gateway, before it lets the call through (R2). */
export function accessCheckRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...check, ...authenticate('ingest', 'read') }, async (request) => {
    const { integration = null, ...asked } = request.req.valid('json')
    requireCustomer(request.get('apiKey'), asked.customer)
    const call = { ...asked, integration }
    const decision = await checkCall(db, call, clock.now())
    if (decision.kind === 'allowed') return request.json({ allowed: true, refusal: null }, 200)
    const { kind: code, rule } = decision
    return request.json(
      { allowed: false, refusal: { code, rule, detail: refusalSentence(decision, call) } },
      200,
    )
  })
}

const check = createRoute({
  method: 'post',
  path: '/v1/access/check',
  operationId: 'checkAccess',
  summary:
    'May this identifier call this resource for this customer now: allowed, or the refusal and its rule',
  description:
    'Writes nothing. That the caller has the key of its identifier is for the gateway to verify. An integration is named as it calls itself.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: callEntry.meta({
            example: { customer: 'c1', identifier: 'li_3f9c2a71d04e8b65aa10', resource: 'escan.nv' },
          }),
        },
      },
    },
  },
  responses: {
    200: { description: 'The decision', content: { 'application/json': { schema: callAnswer } } },
    ...problemResponses,
  },
})
