import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { helsinkiDate } from '../../clock/helsinki-date.ts'
import { monthInput } from '../../prices/price-list-content.ts'
import { balanceJson } from '../../reporting/balance-json.ts'
import { balanceReport } from '../../reporting/balance-report.ts'
import { standingHolds, type PlaceOfHold, type StandingHold } from '../../reporting/holds-report.ts'
import { unbilledReport } from '../../reporting/unbilled-report.ts'
import { balance } from '../answers/balance.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers, requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../page.ts'
import { problemResponses } from '../problem-responses.ts'

/** How the books stand: what is owed, what is held, what is not billed. */
export function stateReportRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...balanceRoute, ...authenticate('read') }, async (context) => {
    const { customer } = context.req.valid('query')
    const key = context.get('apiKey')
    if (customer === undefined) requireAllCustomers(key)
    else requireCustomer(key, customer)
    const report = await balanceReport(db, { customer, today: helsinkiDate(clock.now()) })
    return context.json(balanceJson(report), 200)
  })
  app.openapi({ ...holds, ...authenticate('read') }, async (context) => {
    const { after, limit } = context.req.valid('query')
    const { customers } = context.get('apiKey')
    const read = await standingHolds(db, { after, limit: limit + 1, customers })
    return context.json(pageOf(read.map(holdJson), limit, placeOf), 200)
  })
  app.openapi({ ...unbilled, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const rows = await unbilledReport(db)
    return context.json(
      { items: rows.map((row) => ({ ...row, quantity: row.quantity.toFixed() })), next: null },
      200,
    )
  })
}

function holdJson({ reason, ...hold }: StandingHold) {
  return { ...hold, reason: reason.reason }
}

function placeOf({ customer, usageMonth, reason }: ReturnType<typeof holdJson>): string {
  return JSON.stringify([customer, usageMonth, reason] satisfies PlaceOfHold)
}

const placeInput = z.string().transform((text, context) => {
  const place = z.tuple([z.string(), monthInput, z.string()]).safeParse(parsed(text))
  if (place.success) return place.data
  context.addIssue({ code: 'custom', message: 'is not the next of a page' })
  return z.NEVER
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const balanceRoute = createRoute({
  method: 'get',
  path: '/v1/reports/balance',
  operationId: 'reportBalance',
  summary: 'The trial balance, open documents and overpayments, and whether the journal agrees',
  request: { query: z.strictObject({ customer: z.string().min(1).optional() }) },
  responses: {
    200: {
      description: 'Of one customer or of all',
      content: {
        'application/json': {
          schema: balance,
        },
      },
    },
    ...problemResponses,
  },
})
const holds = createRoute({
  method: 'get',
  path: '/v1/reports/holds',
  operationId: 'reportHolds',
  summary: 'Usage months that the newest run could not bill, and why',
  request: {
    query: z.strictObject({
      ...pageParameters,
      after: placeInput.optional().openapi({ description: 'The `next` of the page before' }),
    }),
  },
  responses: {
    200: {
      description: 'By customer, usage month and reason',
      content: {
        'application/json': {
          schema: pageSchema(
            z
              .object({
                customer: z.string(),
                usageMonth: z.string(),
                heldIn: z.string(),
                reason: z.string(),
                sentence: z.string(),
              })
              .openapi('Hold'),
          ),
        },
      },
    },
    ...problemResponses,
  },
})
const unbilled = createRoute({
  method: 'get',
  path: '/v1/reports/unbilled',
  operationId: 'reportUnbilled',
  summary: 'Recorded events that are on no document, and why',
  responses: {
    200: {
      description: 'What is never billed, then what waits; always one page',
      content: {
        'application/json': {
          schema: pageSchema(
            z
              .object({
                kind: z.string(),
                reason: z.string(),
                postingMonth: z.string(),
                usageMonth: z.string(),
                events: z.int(),
                quantity: z.string(),
                customers: z.int(),
              })
              .openapi('Unbilled'),
          ),
        },
      },
    },
    ...problemResponses,
  },
})
