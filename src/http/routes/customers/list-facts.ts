import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../../page.ts'
import { problemResponses } from '../../problem-responses.ts'
import { wholeNumber, wholeNumberMax } from '../../whole-number.ts'
import { customerParameter } from './fact-routes.ts'
import { factSheetOf, type FactSheetJson } from './fact-sheet-of.ts'

/** A customer's facts of one kind. */
export interface ListedFacts<Fact extends { readonly factId: number }> {
  /** `/v1/customers/{id}/…`. */
  readonly path: string
  /** Their name in that of the operation: `list…`. */
  readonly all: string
  readonly listed: string
  readonly fact: z.ZodType<Fact>
  readonly factsOf: (sheet: FactSheetJson) => readonly Fact[]
}

/** The route that lists facts of one kind, in the order of recording: the series of one customer are short enough to be read whole. */
export function listFacts<Fact extends { readonly factId: number }>(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  { path, all, listed, fact, factsOf }: ListedFacts<Fact>,
): void {
  const list = createRoute({
    method: 'get',
    path,
    operationId: `list${all}`,
    summary: listed,
    request: {
      params: customerParameter,
      query: z.strictObject({ ...pageParameters, after: wholeNumber(0, wholeNumberMax).optional() }),
    },
    responses: {
      200: {
        description: 'In the order of recording',
        content: { 'application/json': { schema: pageSchema(fact) } },
      },
      ...problemResponses,
    },
  })
  app.openapi({ ...list, ...authenticate('read') }, async (request) => {
    const { id } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), id)
    const { after = 0, limit } = request.req.valid('query')
    const facts = factsOf(await factSheetOf(db, id)).filter(({ factId }) => factId > after)
    return request.json(
      pageOf(facts, limit, ({ factId }) => String(factId)),
      200,
    )
  })
}
