import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { beginRun } from '../../invoicing/begin-run.ts'
import { previewInvoices } from '../../invoicing/preview-invoices.ts'
import { totalsJson } from '../../invoicing/totals-json.ts'
import { monthInput } from '../../prices/price-list-content.ts'
import { runTotals } from '../answers/run-totals.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { runProgress } from '../invoice-runs/run-progress.ts'
import { runsUnderWay } from '../invoice-runs/runs-under-way.ts'
import { eventStreamHeaders, runEvents } from '../invoice-runs/run-events.ts'
import { problemResponses } from '../problem-responses.ts'
import { streamedAnswer } from '../streaming/streamed-answer.ts'
import { idempotencyHeaders } from '../writing/idempotency-key.ts'
import type { Write } from '../writing/written.ts'
import { noteInput } from './customers/fact-routes.ts'

/** A month's run, behind the request that asks for it, and how far it has come (R8). */
export function invoiceRunRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  context: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  const { db, clock } = context
  const runs = runsUnderWay(context)
  app.openapi({ ...start, ...authenticate('operate') }, async (request) => {
    requireAllCustomers(request.get('apiKey'))
    const { month, preview, allowSample, note } = request.req.valid('json')
    if (preview === true) return request.json({ preview: totalsJson(await previewInvoices(db, month)) }, 200)
    const { body, status } = await write(request, { customer: null, note }, async (tx, attribution) => {
      const run = await beginRun(tx, month, { allowSample: allowSample === true }, attribution)
      const { issueDate, isComplete } = run
      return { status: 202, body: { month, issueDate }, before: { issuedUpTo: run.issuedUpTo, isComplete } }
    })
    runs.goOn(month, {
      recordedAt: clock.now(),
      recordedBy: `API key ${request.get('apiKey').name}`,
      note: note ?? null,
    })
    request.header('Location', `/v1/invoice-runs/${month}`)
    return request.json(body, status)
  })
  app.openapi({ ...show, ...authenticate('read') }, async (request) => {
    requireAllCustomers(request.get('apiKey'))
    const { month } = request.req.valid('param')
    if (!accepts(request.req.header('accept'), 'text/event-stream'))
      return request.json(await runProgress(db, runs, month), 200)
    return streamedAnswer(request, context, eventStreamHeaders, (readerGone) =>
      runEvents(db, runs, month, readerGone),
    )
  })
}

function accepts(header: string | undefined, mediaType: string): boolean {
  return (header ?? '').split(',').some((each) => each.split(';')[0]?.trim().toLowerCase() === mediaType)
}

const monthParameter = z.object({ month: monthInput.meta({ example: '2026-03' }) })

const start = createRoute({
  method: 'post',
  path: '/v1/invoice-runs',
  operationId: 'startInvoiceRun',
  summary:
    'Issues the documents of a closed month, behind the answer; or previews any month, writing nothing',
  description:
    'The run goes on after the answer; `Location` says where to follow it. A stop of the server interrupts it between blocks of customers; the same request goes on, and nothing is issued twice. A preview is answered when it is made.',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              month: monthInput,
              preview: z.boolean().optional(),
              allowSample: z.boolean().optional(),
              note: noteInput,
            })
            .openapi({ example: { month: '2026-03', allowSample: true } }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'What closing and running the month now would issue',
      content: { 'application/json': { schema: z.object({ preview: runTotals }) } },
    },
    202: {
      description: 'The run is started, or goes on',
      content: { 'application/json': { schema: z.object({ month: z.string(), issueDate: z.string() }) } },
    },
    ...problemResponses,
  },
})

const progress = z
  .object({
    month: z.string(),
    state: z.enum(['running', 'complete', 'incomplete', 'failed']),
    issueDate: z.string(),
    customersDone: z.int(),
    customers: z.int(),
    totals: runTotals.nullable().openapi({ description: 'Null in the events of a run that goes on' }),
    problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .openapi('RunProgress')

const show = createRoute({
  method: 'get',
  path: '/v1/invoice-runs/{month}',
  operationId: 'showInvoiceRun',
  summary: 'How far the run of a month has come, and what it has issued',
  description:
    'With `Accept: text/event-stream` the progress after every block of customers, until the run ends: an event is named after its `state`, and the last one alone has totals.',
  request: { params: monthParameter },
  responses: {
    200: {
      description: 'The progress',
      content: { 'application/json': { schema: progress }, 'text/event-stream': { schema: z.string() } },
    },
    ...problemResponses,
  },
})
