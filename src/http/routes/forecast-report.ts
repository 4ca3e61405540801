import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { forecastColumns } from '../../forecasting/forecast-columns.ts'
import { forecastJson } from '../../forecasting/forecast-json.ts'
import { forecastMonth } from '../../forecasting/forecast-month.ts'
import { forecastRows } from '../../forecasting/forecast-rows.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { runTotals } from '../answers/run-totals.ts'
import { instantText, monthText, quantityText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { customersAsked } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { customerParameter } from './report-parameters.ts'

export function forecastReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    const { customer } = context.req.valid('query')
    const customers = await customersAsked(db, context.get('apiKey'), customer)
    const forecast = await forecastMonth(db, { asOf: clock.now(), customers })
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(forecastColumns, forecastRows(forecast)))
    return context.json(forecastJson(forecast), 200)
  })
}

const documents = runTotals
  .omit({ month: true, holds: true })
  .extend({
    heldMonths: z.int().openapi({ description: 'Usage months of customers that are not billed yet' }),
  })
  .openapi('ForecastDocuments')

const resource = z
  .object({
    resource: z.string(),
    events: z.int(),
    quantity: quantityText,
    forecastQuantity: quantityText.nullable(),
  })
  .openapi('ResourceForecast', {
    example: { resource: 'escan.nv', events: 12, quantity: '40', forecastQuantity: '124' },
  })

const route = createRoute({
  method: 'get',
  path: '/v1/reports/forecast',
  operationId: 'reportForecast',
  summary: 'This month to date, and what its usage and its documents come to',
  description:
    'Of one customer or of all. `method` says how: a straight line, customer by customer. The quantity of each resource used this month (Helsinki) is divided by the share of the month that has passed (`elapsed`; March has 743 hours, October 745) and cut to whole documents; documents are then planned as the run of the month would plan them, by the prices and facts known now. Monthly fees, charges by hand and corrections of earlier months are counted as they stand. Before a tenth of the month has passed, forecasts are null. `soFar` is what closing and running the month now would issue; euros, `net` VAT 0 %; what is held is in neither, `heldMonths` counts it. A month’s forecast for all customers costs what a preview of it costs.',
  request: { query: z.strictObject({ customer: customerParameter }) },
  responses: tableResponses(
    'The forecast; as CSV a row per number',
    z
      .object({
        month: monthText,
        asOf: instantText,
        elapsed: z.string(),
        method: z.string(),
        resources: z.array(resource),
        soFar: documents,
        forecast: documents.nullable(),
      })
      .openapi('Forecast'),
    forecastColumns.map(({ key }) => key).join(','),
  ),
})
