import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { documentKinds } from '../../../rules/invoice.ts'
import { formatMoney } from '../../../rules/money.ts'
import { revenueColumns } from '../../reporting/revenue-columns.ts'
import { revenueDimensions } from '../../reporting/revenue-question.ts'
import { revenueReport, type RevenueRow } from '../../reporting/revenue-report.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { moneyText, monthText, quantityText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { customersAsked } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import {
  customerParameter,
  dimensionsParameter,
  inOrder,
  monthParameter,
  notInOrder,
} from './report-parameters.ts'

export function revenueReportRoute(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...route, ...authenticate('read') }, async (context) => {
    const question = context.req.valid('query')
    const customers = await customersAsked(db, context.get('apiKey'), question.customer)
    const { rows, total } = await revenueReport(db, { ...question, customers })
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(revenueColumns(question.groupBy), rows))
    const { net, vat, gross, ...counts } = total
    const told = { ...counts, net: formatMoney(net), vat: formatMoney(vat), gross: formatMoney(gross) }
    return context.json({ items: rows.map(rowJson), total: told, next: null }, 200)
  })
}

function rowJson({ quantity, net, vat, gross, ...row }: RevenueRow) {
  return {
    ...row,
    quantity: quantity.toFixed(),
    net: formatMoney(net),
    ...(vat === undefined ? {} : { vat: formatMoney(vat) }),
    ...(gross === undefined ? {} : { gross: formatMoney(gross) }),
  }
}

const revenueRow = z
  .object({
    month: monthText.optional(),
    usageMonth: monthText.optional(),
    kind: z.enum(documentKinds).optional(),
    charge: z.string().optional(),
    adjustment: z.boolean().optional(),
    class: z.string().nullable().optional(),
    package: z.string().nullable().optional(),
    documents: z.int(),
    creditNotes: z.int(),
    lines: z.int(),
    quantity: quantityText,
    net: moneyText,
    vat: moneyText.optional(),
    gross: moneyText.optional(),
  })
  .openapi('RevenueRow', {
    example: {
      month: '2026-03',
      charge: 'monthly-fee',
      documents: 10,
      creditNotes: 1,
      lines: 12,
      quantity: '12',
      net: '390.00',
    },
  })

const totalRow = z
  .object({
    documents: z.int(),
    creditNotes: z.int(),
    lines: z.int(),
    net: moneyText,
    vat: moneyText,
    gross: moneyText,
  })
  .openapi('RevenueTotal')

const route = createRoute({
  method: 'get',
  path: '/v1/reports/revenue',
  operationId: 'reportRevenue',
  summary:
    'Issued revenue by billing month, usage month, charge, revenue class, package and kind of document',
  description:
    'Every issued line of the billing months `from` to `to`, credit notes taken off; `net` in euros, VAT 0 %. `month` is the billing month (of the document), `usageMonth` the month that a line is about, in Helsinki; `adjustment` marks lines about earlier months. The rows add up to `total`, and that to the documents. `vat` and `gross` stand in rows of whole documents, by month and kind alone: VAT is rounded once per document and rate, so no line has a VAT of its own. `class` is a monthly fee’s class by revenue in euros (`200000-500000`), `agreed` for an agreed fee, null for any other charge; a correction from one class to another takes off under the old one and adds under the new one. `package` is the service package of the usage month after its pricing model (`separate/basic`), null without terms.',
  request: {
    query: z
      .strictObject({
        from: monthParameter,
        to: monthParameter,
        groupBy: dimensionsParameter(revenueDimensions, 'month,class').default(['month', 'charge']),
        customer: customerParameter,
      })
      .refine(inOrder, notInOrder),
  },
  responses: tableResponses(
    'A row per group that has lines, all at once',
    z.object({ items: z.array(revenueRow), total: totalRow, next: z.null() }),
    'month,charge,documents,creditNotes,lines,quantity,net',
  ),
})
