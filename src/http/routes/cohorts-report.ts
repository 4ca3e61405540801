import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { cohortsColumns } from '../../reporting/cohorts-columns.ts'
import { cohortsReport } from '../../reporting/cohorts-report.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { monthText, quantityText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'

export function cohortsReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const rows = await cohortsReport(db)
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(cohortsColumns, rows))
    const items = rows.map((row) => ({ ...row, quantity: row.quantity.toFixed() }))
    return context.json({ items, next: null }, 200)
  })
}

const cohortMonth = z
  .object({
    cohort: monthText,
    customers: z.int(),
    month: monthText,
    active: z.int(),
    events: z.int(),
    quantity: quantityText,
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
  })

const route = createRoute({
  method: 'get',
  path: '/v1/reports/cohorts',
  operationId: 'reportCohorts',
  summary: 'Customers by the month of their first billable call, and what they did since',
  description:
    'Usage months in Helsinki, whatever month the calls were posted to; taken-back calls left out. `customers` is the size of the cohort, `active` those of it with a billable call in `month`. Months in which nobody of a cohort called have no row.',
  request: { query: z.strictObject({}) },
  responses: tableResponses(
    'By cohort, then by month; all at once',
    z.object({ items: z.array(cohortMonth), next: z.null() }),
    cohortsColumns.map(({ key }) => key).join(','),
  ),
})
