import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { unbilledColumns } from '../../reporting/unbilled-columns.ts'
import { unbilledKinds, unbilledReport } from '../../reporting/unbilled-report.ts'
import { monthText, quantityText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { customersAsked } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { customerParameter } from './report-parameters.ts'

export function unbilledReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    const { customer } = context.req.valid('query')
    const rows = await unbilledReport(db, await customersAsked(db, context.get('apiKey'), customer))
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(unbilledColumns, rows))
    const items = rows.map((row) => ({ ...row, quantity: row.quantity.toFixed() }))
    return context.json({ items, next: null }, 200)
  })
}

const unbilledRow = z
  .object({
    kind: z.enum(unbilledKinds),
    reason: z.string(),
    postingMonth: monthText,
    usageMonth: monthText,
    events: z.int(),
    quantity: quantityText,
    customers: z.int(),
  })
  .openapi('Unbilled')

const route = createRoute({
  method: 'get',
  path: '/v1/reports/unbilled',
  operationId: 'reportUnbilled',
  summary: 'Recorded events that are on no document, and why',
  description:
    'Every recorded event that no document bills, once: what is never billed by its disposition, what was taken back, and what waits. `postingMonth` is the month whose books took the event, `usageMonth` the one it was made in (Helsinki): a late event has a later posting month. `quantity` counts documents in the requests. Calls that a monthly fee or a package includes count as billed with their posting month.',
  request: { query: z.strictObject({ customer: customerParameter }) },
  responses: tableResponses(
    'What is never billed, then what waits; all at once',
    z.object({ items: z.array(unbilledRow), next: z.null() }),
    unbilledColumns.map(({ key }) => key).join(','),
  ),
})
