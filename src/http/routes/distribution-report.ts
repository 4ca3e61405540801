import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { distributionColumns } from '../../reporting/distribution-columns.ts'
import { distributionJson } from '../../reporting/distribution-json.ts'
import { distributionReport } from '../../reporting/distribution-report.ts'
import { distributionRows } from '../../reporting/distribution-rows.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { moneyText, quantityText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { inOrder, monthParameter, notInOrder } from './report-parameters.ts'

export function distributionReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const report = await distributionReport(db, context.req.valid('query'))
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(distributionColumns, distributionRows(report)))
    return context.json(distributionJson(report), 200)
  })
}

const percentiles = z
  .object({ p50: quantityText, p90: quantityText, p99: quantityText, max: quantityText })
  .openapi({ example: { p50: '40', p90: '900', p99: '12000', max: '50210' } })

const topCustomers = z
  .object({ share: z.string(), customers: z.int(), net: moneyText, netShare: z.string().nullable() })
  .openapi('TopCustomers', { example: { share: '0.01', customers: 20, net: '41200.50', netShare: '0.3127' } })

const route = createRoute({
  method: 'get',
  path: '/v1/reports/distribution',
  operationId: 'reportDistribution',
  summary: 'How unevenly customers use the API and pay for it',
  description:
    'Percentiles by nearest rank: `p90` is the least usage that at least 90 % of the customers stay at or below, always a real customer’s. Customers with any call of the months (Helsinki, by when it was made) that was not taken back, whatever became of it; `events` are calls, `quantity` the documents in them. Concentration: the net in euros, VAT 0 %, that the first tenth of a percent, percent and tenth of the customers with a document in the billing months bring, their number rounded up, and its share of all net, cut to four decimals (above 1 where the others were credited, null where all net is not above zero).',
  request: {
    query: z.strictObject({ from: monthParameter, to: monthParameter }).refine(inOrder, notInOrder),
  },
  responses: tableResponses(
    'The report; as CSV a row per number',
    z
      .object({
        usage: z.object({ customers: z.int(), events: percentiles, quantity: percentiles }),
        revenue: z.object({ customers: z.int(), net: moneyText, top: z.array(topCustomers) }),
      })
      .openapi('Distribution'),
    distributionColumns.map(({ key }) => key).join(','),
  ),
})
