import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { dispositions } from '../../../rules/disposition.ts'
import { cloudEvent } from '../../usage/cloud-event.ts'
import { answerKinds } from '../../usage/event-answer.ts'
import { eventJson } from '../../usage/event-json.ts'
import { findEvents } from '../../usage/find-events.ts'
import { nativeEvent } from '../../usage/native-event.ts'
import { recordedEvent } from '../answers/recorded-event.ts'
import { monthText } from '../answers/values.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { recordSentEvents, type SentEventAnswer } from '../ingest/record-sent-events.ts'
import { sentEvents, type eventMediaTypes } from '../ingest/sent-events.ts'
import { problemResponses } from '../problem-responses.ts'
import { textParameter } from '../text-parameter.ts'

/** Events in, and what became of one. */
export function eventRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock, metrics, recorder }: HttpContext,
  authenticate: Authenticate,
): void {
  const { middleware, security } = authenticate('ingest')
  app.openAPIRegistry.registerPath({ ...sendRoute, security })
  app.post(sendRoute.path, middleware, async (context) => {
    const sent = await sentEvents(context.req.raw, context.get('held'))
    const answers = await recordSentEvents(recorder, sent, context.get('apiKey'), clock.now())
    const counts = countsOf(answers)
    for (const kind of answerKinds) metrics.events.inc({ answer: kind }, counts[kind])
    return context.json({ counts, answers })
  })
  app.openapi({ ...findRoute, ...authenticate('read', 'ingest') }, async (context) => {
    const { customer, source, id } = context.req.valid('query')
    requireCustomer(context.get('apiKey'), customer)
    const events = await findEvents(db, { customer, source, id })
    return context.json({ items: events.map(eventJson), next: null }, 200)
  })
}

function countsOf(answers: readonly SentEventAnswer[]) {
  const of = (kind: SentEventAnswer['answer']) => answers.filter(({ answer }) => answer === kind).length
  return {
    recorded: of('recorded'),
    'already-recorded': of('already-recorded'),
    conflict: of('conflict'),
    refused: of('refused'),
  }
}

const eventAnswer = z
  .object({
    answer: z.enum(answerKinds),
    reason: z
      .enum(['malformed', 'forbidden', 'unknown-customer', 'future', 'too-old'])
      .optional()
      .openapi({ description: 'Of a refusal' }),
    message: z.string().optional().openapi({ description: 'Of a refusal or conflict, for people' }),
    disposition: z.enum(dispositions).optional(),
    usageMonth: monthText.optional(),
    postingMonth: monthText.optional(),
  })
  .openapi('EventAnswer')

const event = {
  id: 'e1',
  customer: 'c1',
  resource: 'purchaseinvoice.nv',
  method: 'POST',
  outcome: 'ok',
  quantity: 3,
}
const { id, customer, ...data } = event
const native = nativeEvent.meta({ id: 'ApiCallEvent', example: event })
const cloud = cloudEvent.meta({
  id: 'CloudEvent',
  example: { specversion: '1.0', type: 'api.call', source: 'gateway-1', id, subject: customer, data },
})

/** What each media type holds. An event that is not as described is refused alone: the others are recorded. */
const sentBodies: Record<(typeof eventMediaTypes)[number], { readonly schema: z.ZodType }> = {
  'application/json': { schema: z.array(z.union([native, cloud])).openapi({ example: [event] }) },
  'application/x-ndjson': {
    schema: z.string().openapi({ description: 'An event a line', example: JSON.stringify(event) }),
  },
  'application/cloudevents+json': { schema: cloud },
  'application/cloudevents-batch+json': { schema: z.array(cloud) },
}

const sendRoute = createRoute({
  method: 'post',
  path: '/v1/events',
  operationId: 'sendEvents',
  summary: 'Record API call events, exactly once',
  description:
    'An array, NDJSON (a line each, blank lines left out), or CloudEvents in structured, batched or binary mode; plain, or gzip with `Content-Encoding: gzip`. A file of lines goes with curl’s `--data-binary @events.ndjson`; its `-d` would join them. One request is one database transaction: all durable or none. Answers stand in the order of the events. Sending the same request again is always safe. At most 10,000 events, 1,000,000 JSON values and 10 MiB, unpacked.',
  request: {
    body: { content: sentBodies, required: true },
  },
  responses: {
    200: {
      description: 'What became of each event',
      content: {
        'application/json': {
          schema: z
            .object({ counts: z.record(z.enum(answerKinds), z.int()), answers: z.array(eventAnswer) })
            .openapi({
              example: {
                counts: { recorded: 1, 'already-recorded': 0, conflict: 0, refused: 0 },
                answers: [
                  {
                    answer: 'recorded',
                    disposition: 'billable',
                    usageMonth: '2026-03',
                    postingMonth: '2026-03',
                  },
                ],
              },
            }),
        },
      },
    },
    ...problemResponses,
  },
})

const findRoute = createRoute({
  method: 'get',
  path: '/v1/events',
  operationId: 'findEvents',
  summary: 'What became of an event',
  request: {
    query: z.strictObject({
      customer: textParameter.openapi({ example: 'c1' }),
      id: textParameter.openapi({ example: 'e1' }),
      source: textParameter.optional().openapi({ example: 'default' }),
    }),
  },
  responses: {
    200: {
      description:
        'Every recorded event with the id, oldest first; none when nothing is recorded. All at once',
      content: {
        'application/json': { schema: z.object({ items: z.array(recordedEvent), next: z.null() }) },
      },
    },
    ...problemResponses,
  },
})
