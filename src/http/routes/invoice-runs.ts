import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { beginRun } from '../../invoicing/begin-run.ts'
import { loadBooks, setUpRun } from '../../invoicing/run-months.ts'
import { monthInput } from '../../prices/price-list-content.ts'
import { runTotals } from '../answers/run-totals.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { isPreviewId, previewId, previewsUnderWay } from '../invoice-runs/previews-under-way.ts'
import { runsUnderWay } from '../invoice-runs/runs-under-way.ts'
import { eventStreamHeaders, runEvents } from '../invoice-runs/run-events.ts'
import { problemResponses } from '../problem-responses.ts'
import { streamedAnswer } from '../streaming/streamed-answer.ts'
import { attributionOf } from '../writing/attribution-of.ts'
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
  const previews = previewsUnderWay(context)
  app.openapi({ ...start, ...authenticate('operate') }, async (request) => {
    requireAllCustomers(request.get('apiKey'))
    const { month, preview, allowSample, note } = request.req.valid('json')
    if (preview === true) {
      await setUpRun(db, month, await loadBooks(db)) // refuses here what a preview of the month would be refused
      const id = previews.start(month)
      request.header('Location', `/v1/invoice-runs/${id}`)
      return request.json({ id, month, issueDate: null }, 202)
    }
    const { body, status } = await write(request, { customer: null, note }, async (tx, attribution) => {
      const run = await beginRun(tx, month, { allowSample: allowSample === true }, attribution)
      const { issueDate, isComplete } = run
      return {
        status: 202,
        body: { id: month, month, issueDate },
        before: { issuedUpTo: run.issuedUpTo, isComplete },
      }
    })
    runs.goOn(month, attributionOf(request.get('apiKey'), clock.now(), note))
    request.header('Location', `/v1/invoice-runs/${month}`)
    return request.json(body, status)
  })
  app.openapi({ ...show, ...authenticate('read') }, async (request) => {
    requireAllCustomers(request.get('apiKey'))
    const { id } = request.req.valid('param')
    const followed = isPreviewId(id) ? previews.follow(id) : runs.follow(id)
    if (!accepts(request.req.header('accept'), 'text/event-stream'))
      return request.json(await followed.whole(), 200)
    return streamedAnswer(request, context, eventStreamHeaders, (readerGone) =>
      runEvents(followed, readerGone),
    )
  })
}

function accepts(header: string | undefined, mediaType: string): boolean {
  return (header ?? '').split(',').some((each) => each.split(';')[0]?.trim().toLowerCase() === mediaType)
}

const runParameter = z.object({
  id: z
    .union([monthInput, previewId])
    .meta({ example: '2026-03', description: 'A month, of its run; or the id of a preview' }),
})

const start = createRoute({
  method: 'post',
  path: '/v1/invoice-runs',
  operationId: 'startInvoiceRun',
  summary:
    'Issues the documents of a closed month, behind the answer; or previews any month, writing nothing',
  description:
    'The run goes on after the answer; `Location` says where to follow it. A stop of the server interrupts it between blocks of customers; the same request goes on, and nothing is issued twice. A preview is made behind the answer too, one after the other; a hundred are kept, until the server stops; it writes nothing, so its `Idempotency-Key` is not kept either, and a repeat is another preview.',
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
    202: {
      description: 'The run is started, or goes on; or a preview is',
      content: {
        'application/json': {
          schema: z
            .object({ id: z.string(), month: z.string(), issueDate: z.string().nullable() })
            .openapi('StartedRun'),
        },
      },
    },
    ...problemResponses,
  },
})

const progress = z
  .object({
    id: z.string(),
    month: z.string(),
    preview: z.boolean(),
    state: z.enum(['running', 'complete', 'incomplete', 'failed']),
    issueDate: z.string().nullable().openapi({ description: 'Null of a preview' }),
    customersDone: z.int(),
    customers: z.int(),
    totals: runTotals.nullable().openapi({ description: 'Null in the events of a run that goes on' }),
    problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .openapi('RunProgress')

const show = createRoute({
  method: 'get',
  path: '/v1/invoice-runs/{id}',
  operationId: 'showInvoiceRun',
  summary: 'How far the run of a month or a preview has come, and what it has issued or would issue',
  description:
    'With `Accept: text/event-stream` the progress after every block of customers, until the run ends: an event is named after its `state`, and the last one alone has totals.',
  request: { params: runParameter },
  responses: {
    200: {
      description: 'The progress',
      content: { 'application/json': { schema: progress }, 'text/event-stream': { schema: z.string() } },
    },
    ...problemResponses,
  },
})
