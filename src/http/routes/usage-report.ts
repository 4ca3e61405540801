import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { channels, dispositions, outcomes } from '../../../rules/disposition.ts'
import { csv } from '../../reporting/csv.ts'
import { usageDimensions, usageIntervals, type UsageDimension } from '../../reporting/usage-question.ts'
import { usageReport, type UsageRow } from '../../reporting/usage-report.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { problemResponses } from '../problem-responses.ts'
import { monthOrDayParameter } from './report-parameters.ts'

export function usageReportRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...usageRoute, ...authenticate('read') }, async (context) => {
    const question = context.req.valid('query')
    const key = context.get('apiKey')
    if (question.customer !== undefined) requireCustomer(key, question.customer)
    const customers = question.customer === undefined ? (key.customers ?? undefined) : [question.customer]
    const rows = await usageReport(db, { ...question, customers })
    context.header('Vary', 'Accept')
    if (!/\btext\/csv\b/i.test(context.req.header('accept') ?? ''))
      return context.json({ items: rows.map(rowJson), next: null }, 200)
    return context.body(usageCsv(rows, question.groupBy, question.top !== undefined), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
    })
  })
}

function rowJson(row: UsageRow) {
  return { ...row, quantity: row.quantity.toFixed() }
}

function usageCsv(rows: readonly UsageRow[], groupBy: readonly UsageDimension[], hasTop: boolean): string {
  const columns = [
    'period',
    ...groupBy,
    ...(hasTop ? (['other'] as const) : []),
    'events',
    'quantity',
  ] as const
  const cells = rows.map((row) => columns.map((column) => String(rowJson(row)[column] ?? '')))
  return `${csv(columns, cells)}\r\n`
}

const dimensions = z
  .string()
  .openapi({ example: 'resource,outcome', description: `A comma list of ${usageDimensions.join(', ')}` })
  .transform((text, context): readonly UsageDimension[] => {
    const named = text.split(',').map((name) => usageDimensions.find((known) => known === name.trim()))
    const known = named.flatMap((name) => name ?? [])
    if (known.length === named.length) return [...new Set(known)]
    context.addIssue({ code: 'custom', message: `allowed are ${usageDimensions.join(', ')}` })
    return z.NEVER
  })

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
    'Whole to this instant, taken-back calls left out. As JSON, or as CSV with Accept: text/csv. With `top`, the groups with the most events in the whole period are named, and the rest of each period is one row, `other`. Periods without calls have no row. Days and months come from sums; hours, and anything by identifier, are counted from the events of the period. At most 100,000 rows.',
  request: {
    query: z
      .strictObject({
        from: monthOrDayParameter,
        to: monthOrDayParameter,
        interval: z.enum(usageIntervals).default('month').openapi({ example: 'day' }),
        groupBy: dimensions.default([]),
        top: z.coerce.number().int().min(1).max(1000).optional().openapi({ example: 10 }),
        customer: z.string().min(1).optional(),
        resource: z.string().min(1).optional(),
        channel: z.enum(channels).optional(),
        outcome: z.enum(outcomes).optional(),
        disposition: z.enum(dispositions).optional(),
        source: z.string().min(1).optional(),
        identifier: z.string().min(1).optional(),
      })
      .refine(({ from, to }) => from.slice(0, 7) < to.slice(0, 7) || from.slice(0, to.length) <= to, {
        path: ['to'],
        error: 'before from',
      }),
  },
  responses: {
    200: {
      description: 'By period, then by each dimension; all at once',
      content: {
        'application/json': { schema: z.object({ items: z.array(usageRow), next: z.null() }) },
        'text/csv': { schema: z.string().openapi({ example: 'period,resource,events,quantity' }) },
      },
    },
    ...problemResponses,
  },
})
