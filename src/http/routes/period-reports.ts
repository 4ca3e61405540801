import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { formatInstant } from '../../../rules/instant.ts'
import { formatMoney } from '../../../rules/money.ts'
import { cohortsReport } from '../../reporting/cohorts-report.ts'
import { distributionReport, type Percentiles } from '../../reporting/distribution-report.ts'
import { forecastReport } from '../../reporting/forecast-report.ts'
import { revenueBreakdown, revenueDimensions } from '../../reporting/revenue-breakdown.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { problemResponses } from '../problem-responses.ts'
import { monthParameter } from './report-parameters.ts'

/** Reports about all customers at once. */
export function periodReportRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...revenueRoute, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const rows = await revenueBreakdown(db, context.req.valid('query'))
    return context.json(
      { items: rows.map((row) => ({ ...row, net: formatMoney(row.net) })), next: null },
      200,
    )
  })
  app.openapi({ ...distributionRoute, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const { usage, revenue } = await distributionReport(db, context.req.valid('query'))
    const told = {
      usage: { ...usage, events: percentilesJson(usage.events), quantity: percentilesJson(usage.quantity) },
      revenue: {
        customers: revenue.customers,
        net: formatMoney(revenue.net),
        top: revenue.top.map((each) => ({ ...each, net: formatMoney(each.net) })),
      },
    }
    return context.json(told, 200)
  })
  app.openapi({ ...forecastRoute, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const forecast = await forecastReport(db, clock.now())
    const resources = forecast.resources.map(({ quantity, forecastQuantity, ...rest }) => ({
      ...rest,
      quantity: quantity.toFixed(),
      forecastQuantity: forecastQuantity?.toFixed() ?? null,
    }))
    const told = {
      ...forecast,
      asOf: formatInstant(forecast.asOf),
      elapsed: forecast.elapsed.toFixed(),
      resources,
    }
    return context.json(told, 200)
  })
  app.openapi({ ...cohortsRoute, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const rows = await cohortsReport(db)
    return context.json(
      { items: rows.map((row) => ({ ...row, quantity: row.quantity.toFixed() })), next: null },
      200,
    )
  })
}

function percentilesJson({ p50, p90, p99, max }: Percentiles) {
  return { p50: p50.toFixed(), p90: p90.toFixed(), p99: p99.toFixed(), max: max.toFixed() }
}

const period = { from: monthParameter, to: monthParameter }

function report(path: string, operationId: string, summary: string, description: string) {
  return { method: 'get', path: `/v1/reports/${path}`, operationId, summary, description } as const
}

function answered<Schema extends z.ZodType>(schema: Schema) {
  const answer = { description: 'The report', content: { 'application/json': { schema } } }
  return { 200: answer, ...problemResponses }
}

const revenueRoute = createRoute({
  ...report(
    'revenue',
    'reportRevenue',
    'Issued revenue by billing month and charge, revenue class or package',
    'Adjustments included, VAT 0 %. Classes are named by their bounds in euros and stand on monthly fees alone; `agreed` is an agreed fee. A package stands after its pricing model, as in force in the usage month as known now. Null is everything that has none.',
  ),
  request: {
    query: z.strictObject({
      ...period,
      by: z.enum(revenueDimensions).default('charge').openapi({ example: 'class' }),
    }),
  },
  responses: answered(
    z.object({
      items: z.array(
        z
          .object({
            month: z.string(),
            group: z.string().nullable(),
            documents: z.int(),
            lines: z.int(),
            net: z.string(),
          })
          .openapi('RevenueGroup', {
            example: { month: '2026-03', group: 'monthly-fee', documents: 10, lines: 10, net: '390.00' },
          }),
      ),
      next: z.null(),
    }),
  ),
})

const percentilesSchema = z
  .object({ p50: z.string(), p90: z.string(), p99: z.string(), max: z.string() })
  .openapi({ example: { p50: '40', p90: '900', p99: '12000', max: '50210' } })

const distributionRoute = createRoute({
  ...report(
    'distribution',
    'reportDistribution',
    'How unevenly customers use the API and pay for it',
    'Percentiles of usage per customer with any call, each a real customer’s; and the net that the first tenth of a percent, percent and tenth of paying customers bring, their number rounded up.',
  ),
  request: { query: z.strictObject(period) },
  responses: answered(
    z.object({
      usage: z.object({ customers: z.int(), events: percentilesSchema, quantity: percentilesSchema }),
      revenue: z.object({
        customers: z.int(),
        net: z.string(),
        top: z.array(z.object({ share: z.string(), customers: z.int(), net: z.string() })),
      }),
    }),
  ),
})

const forecastRoute = createRoute({
  ...report(
    'forecast',
    'reportForecast',
    'Billable usage of this month to date, and what it comes to',
    'A straight line, as `method` says; usage alone.',
  ),
  request: { query: z.strictObject({}) },
  responses: answered(
    z.object({
      month: z.string(),
      asOf: z.string(),
      elapsed: z.string(),
      method: z.string(),
      resources: z.array(
        z
          .object({
            resource: z.string(),
            events: z.int(),
            quantity: z.string(),
            forecastQuantity: z.string().nullable(),
          })
          .openapi('ResourceForecast', {
            example: { resource: 'escan.nv', events: 12, quantity: '40', forecastQuantity: '124' },
          }),
      ),
    }),
  ),
})

const cohortsRoute = createRoute({
  ...report(
    'cohorts',
    'reportCohorts',
    'Customers by the month of their first billable call, and what they did since',
    'Months in which nobody of a cohort called have no row.',
  ),
  request: { query: z.strictObject({}) },
  responses: answered(
    z.object({
      items: z.array(
        z
          .object({
            cohort: z.string(),
            customers: z.int(),
            month: z.string(),
            active: z.int(),
            events: z.int(),
            quantity: z.string(),
          })
          .openapi('CohortMonth', {
            example: {
              cohort: '2026-01',
              customers: 20,
              month: '2026-03',
              active: 18,
              events: 900,
              quantity: '4100',
            },
          }),
      ),
      next: z.null(),
    }),
  ),
})
