import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { channels, dispositions, outcomes } from '../../../rules/disposition.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { usageColumns } from '../../reporting/usage-columns.ts'
import { usageDimensions, usageIntervals } from '../../reporting/usage-question.ts'
import { usageReport } from '../../reporting/usage-report.ts'
import type { UsageRow } from '../../reporting/usage-row.ts'
import type { Authenticate } from '../authenticate.ts'
import { customersAsked } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { textParameter } from '../text-parameter.ts'
import { wholeNumber } from '../whole-number.ts'
import {
  customerParameter,
  dimensionsParameter,
  inOrder,
  monthOrDayParameter,
  notInOrder,
} from './report-parameters.ts'

export function usageReportRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...usageRoute, ...authenticate('read') }, async (context) => {
    const question = context.req.valid('query')
    const customers = await customersAsked(db, context.get('apiKey'), question.customer)
    const rows = await usageReport(db, { ...question, customers })
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(usageColumns(question), rows))
    return context.json({ items: rows.map(rowJson), next: null }, 200)
  })
}

function rowJson(row: UsageRow) {
  return { ...row, quantity: row.quantity.toFixed() }
}

const usageRow = z
  .object({
    period: z.string(),
    resource: z.string().optional(),
    customer: z.string().optional(),
    channel: z.enum(channels).optional(),
    outcome: z.enum(outcomes).optional(),
    disposition: z.enum(dispositions).optional(),
    source: z.string().optional(),
    identifier: z.string().nullable().optional(),
    other: z.boolean().optional(),
    events: z.int(),
    quantity: z.string(),
  })
  .openapi('UsageRow', {
    example: { period: '2026-03-29', resource: 'purchaseinvoice.nv', events: 120, quantity: '340' },
  })

const usageRoute = createRoute({
  method: 'get',
  path: '/v1/reports/usage',
  operationId: 'reportUsage',
  summary: 'Recorded usage by hour, day or month in Helsinki time',
  description:
    'Whole to this instant: by when calls were made, in Helsinki, whatever month they were posted to; taken-back calls left out. `from` and `to` are both included. `events` are calls, whatever became of them unless filtered; `quantity` the documents in them. With `top`, the groups with the most events in the whole period are named, and the rest of each period is one row, `other`: together they are all. Without groups, and with `top`, every period has a row for each series, zero where nothing was used; with all groups, only those with calls do. The day of the change to summer time has 23 hours, that of the change back 25, each told by its offset. Days and months come from sums; hours, and anything by identifier, are counted from the events of the period. At most 100,000 rows.',
  request: {
    query: z
      .strictObject({
        from: monthOrDayParameter,
        to: monthOrDayParameter,
        interval: z.enum(usageIntervals).default('month').openapi({ example: 'day' }),
        groupBy: dimensionsParameter(usageDimensions, 'resource,outcome')
          .optional()
          .transform((named) => named ?? []),
        top: wholeNumber(1, 1000).optional().openapi({ example: 10 }),
        customer: customerParameter,
        resource: textParameter.optional(),
        channel: z.enum(channels).optional(),
        outcome: z.enum(outcomes).optional(),
        disposition: z.enum(dispositions).optional(),
        source: textParameter.optional(),
        identifier: textParameter.optional(),
      })
      .refine(inOrder, notInOrder),
  },
  responses: tableResponses(
    'By period, then by each dimension; all at once',
    z.object({ items: z.array(usageRow), next: z.null() }),
    'period,resource,events,quantity',
  ),
})
