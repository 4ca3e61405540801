import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { monthInput } from '../../prices/price-list-content.ts'
import { holdsColumns } from '../../reporting/holds-columns.ts'
import { standingHolds, type PlaceOfHold, type StandingHold } from '../../reporting/holds-report.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { customerText, monthText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { customersAsked } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../page.ts'
import { textParameter } from '../text-parameter.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { customerParameter } from './report-parameters.ts'

export function holdsReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    const { after, limit, customer } = context.req.valid('query')
    const customers = (await customersAsked(db, context.get('apiKey'), customer)) ?? null
    if (wantsCsv(context))
      return csvAnswer(context, rowsCsv(holdsColumns, await standingHolds(db, { after, customers })))
    const read = await standingHolds(db, { after, limit: limit + 1, customers })
    return context.json(pageOf(read.map(holdJson), limit, placeOf), 200)
  })
}

function holdJson({ reason, ...hold }: StandingHold) {
  return { ...hold, reason: reason.reason }
}

function placeOf({ customer, usageMonth, reason }: ReturnType<typeof holdJson>): string {
  return JSON.stringify([customer, usageMonth, reason] satisfies PlaceOfHold)
}

const placeInput = z.string().transform((text, context) => {
  const place = z.tuple([textParameter, monthInput, textParameter]).safeParse(parsed(text))
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

const hold = z
  .object({
    customer: customerText,
    usageMonth: monthText,
    heldIn: monthText,
    reason: z.string(),
    sentence: z.string(),
  })
  .openapi('Hold')

const route = createRoute({
  method: 'get',
  path: '/v1/reports/holds',
  operationId: 'reportHolds',
  summary: 'Usage months that the newest run could not bill, and why',
  description:
    '`usageMonth` is what waits, `heldIn` the billing month of the run that could not bill it last; a month that is held for two reasons has two rows. As CSV all of them at once, after `after` where it is given.',
  request: {
    query: z.strictObject({
      ...pageParameters,
      customer: customerParameter,
      after: placeInput.optional().openapi({ description: 'The `next` of the page before' }),
    }),
  },
  responses: tableResponses(
    'By customer, usage month and reason',
    pageSchema(hold),
    holdsColumns.map(({ key }) => key).join(','),
  ),
})
