import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { formatInstant } from '../../../rules/instant.ts'
import { formatMoney } from '../../../rules/money.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { closePrepared, prepareClosing } from '../../invoicing/close-month.ts'
import { previewInvoices } from '../../invoicing/preview-invoices.ts'
import { loadBooks } from '../../invoicing/run-months.ts'
import { totalsJson } from '../../invoicing/totals-json.ts'
import { monthInput } from '../../prices/price-list-content.ts'
import { monthsReport, type MonthRow } from '../../reporting/months-report.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../page.ts'
import { problemResponses } from '../problem-responses.ts'
import { attributionOf } from '../writing/attribution-of.ts'
import { idempotencyHeaders } from '../writing/idempotency-key.ts'
import type { Write } from '../writing/written.ts'
import { noteInput } from './customers/fact-routes.ts'

/** The months of the books, and closing the oldest open one (R9). */
export function monthRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const { after = '', limit } = context.req.valid('query')
    const months = (await monthsReport(db)).filter(({ month }) => month > after)
    return context.json(
      pageOf(months.map(monthJson), limit, ({ month }) => month),
      200,
    )
  })
  app.openapi({ ...close, ...authenticate('operate') }, async (context) => {
    requireAllCustomers(context.get('apiKey'))
    const { month } = context.req.valid('param')
    const { note, withHolds } = context.req.valid('json')
    await prepareClosing(db, month, attributionOf(context.get('apiKey'), clock.now(), note))
    const { oldestOpenMonth } = await loadBooks(db)
    if (withHolds !== true && month === oldestOpenMonth) await refuseHolds() // of a closed month nothing is left to mend
    const { body, status } = await write(context, { customer: null, note }, async (tx, attribution) => {
      const answer = await closePrepared(tx, month, attribution)
      return {
        status: 200,
        body: { month, answer },
        before: { state: answer === 'closed' ? 'open' : 'closed' },
      }
    })
    return context.json(body, status)

    async function refuseHolds(): Promise<void> {
      const { holds } = totalsJson(await previewInvoices(db, month))
      if (holds.length === 0) return
      throw new BillingError(
        'holds-not-accepted',
        `${month} stays open: ${holds.length} held. Mend them, or close withHolds (they are billed later, when mended)`,
        { details: { month, held: holds.length, holds: holds.slice(0, holdsShownMax) } },
      )
    }
  })
}

/** A refusal names so many holds; a preview of the month has all. */
const holdsShownMax = 1000

function monthJson(row: MonthRow) {
  return {
    ...row,
    closedAt: row.closedAt === null ? null : formatInstant(row.closedAt),
    net: formatMoney(row.net),
    vat: formatMoney(row.vat),
    gross: formatMoney(row.gross),
  }
}

const month = z
  .object({
    month: z.string(),
    state: z.enum(['open', 'closed', 'running', 'issued']),
    closedAt: z.string().nullable(),
    closedBy: z.string().nullable(),
    issueDate: z.string().nullable(),
    documents: z.int(),
    net: z.string(),
    vat: z.string(),
    gross: z.string(),
    eventsPosted: z.int(),
    heldMonths: z.int(),
  })
  .openapi('Month')

const list = createRoute({
  method: 'get',
  path: '/v1/months',
  operationId: 'listMonths',
  summary: 'Every month of the books: open, closed or issued, with its totals',
  request: { query: z.strictObject(pageParameters) },
  responses: {
    200: { description: 'Oldest first', content: { 'application/json': { schema: pageSchema(month) } } },
    ...problemResponses,
  },
})

const close = createRoute({
  method: 'post',
  path: '/v1/months/{month}/close',
  operationId: 'closeMonth',
  summary: 'Closes the oldest open month, once it has ended: nothing posts to it afterwards',
  description:
    'Where something would be held it is refused with `holds-not-accepted` and the holds, unless `withHolds` says that they may be billed later. Closing a closed month changes nothing.',
  request: {
    params: z.object({ month: monthInput.meta({ example: '2026-03' }) }),
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ withHolds: z.boolean().optional(), note: noteInput })
            .openapi({ example: { withHolds: true } }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'It is closed',
      content: {
        'application/json': {
          schema: z.object({ month: z.string(), answer: z.enum(['closed', 'already-closed']) }),
        },
      },
    },
    ...problemResponses,
  },
})
