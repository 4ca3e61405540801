import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { helsinkiDate } from '../../clock/helsinki-date.ts'
import { balanceCsv } from '../../reporting/balance-csv.ts'
import { balanceJson } from '../../reporting/balance-json.ts'
import { balanceReport } from '../../reporting/balance-report.ts'
import { balance } from '../answers/balance.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers, requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { customerParameter } from './report-parameters.ts'

export function balanceReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    const { customer } = context.req.valid('query')
    const key = context.get('apiKey')
    if (customer === undefined) requireAllCustomers(key)
    else requireCustomer(key, customer)
    const report = await balanceReport(db, { customer, today: helsinkiDate(clock.now()) })
    if (wantsCsv(context)) return csvAnswer(context, balanceCsv(report))
    return context.json(balanceJson(report), 200)
  })
}

const route = createRoute({
  method: 'get',
  path: '/v1/reports/balance',
  operationId: 'reportBalance',
  summary: 'The trial balance, open documents and overpayments, and whether the journal agrees',
  description:
    'As of now, in euros; days overdue are counted in Helsinki. A balance is debit less credit: below zero on accounts of what is earned or owed. `agreement` holds receivables less overpayments of the journal against the gross of all documents less all payments: the `difference` is 0.00. As CSV the accounts, the open documents, the overpayments and the difference, each with its `part`.',
  request: { query: z.strictObject({ customer: customerParameter }) },
  responses: tableResponses(
    'Of one customer or of all',
    balance,
    'part,account,customer,document,issueDate,dueDate,daysOverdue,debit,credit,balance',
  ),
})
