import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { formatInstant, parseInstant, secondsAfter, type Instant } from '../../../rules/instant.ts'
import { dispositions } from '../../../rules/disposition.ts'
import { answersColumns } from '../../reporting/answers-columns.ts'
import { answersReport } from '../../reporting/answers-report.ts'
import { rowsCsv } from '../../reporting/rows-csv.ts'
import { answerKinds } from '../../usage/event-answer.ts'
import type { Authenticate } from '../authenticate.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { senderOf } from '../ingest/sender-of.ts'
import { csvAnswer, tableResponses, wantsCsv } from '../table-answer.ts'
import { textParameter } from '../text-parameter.ts'

const daysMax = 31

/** Counts of everything that was sent, for a sender to compare with its own log. */
export function eventAnswerRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
): void {
  app.openapi({ ...answersRoute, ...authenticate('read', 'ingest') }, async (context) => {
    const key = context.get('apiKey')
    const isForAll = key.customers === null && key.scopes.some((scope) => scope !== 'ingest')
    const sentBy = isForAll ? undefined : senderOf(key)
    const counts = await answersReport(db, { ...context.req.valid('query'), sentBy })
    if (wantsCsv(context)) return csvAnswer(context, rowsCsv(answersColumns, counts))
    const items = counts.map((count) => ({ ...count, hour: formatInstant(count.hour) }))
    return context.json({ items, next: null }, 200)
  })
}

function toInstant(text: string, context: z.RefinementCtx): Instant {
  const instant = parseInstant(text)
  if (instant !== undefined) return instant
  context.addIssue({ code: 'custom', message: 'not an RFC 3339 instant such as 2026-03-10T10:00:00+02:00' })
  return z.NEVER
}

const instantParameter = (example: string) => z.string().openapi({ example }).transform(toInstant)

const answerCount = z
  .object({
    hour: z.string().openapi({ description: 'The beginning of the hour of receipt' }),
    sentBy: z.string(),
    source: z.string().nullable().openapi({ description: 'Null where the event could not be read' }),
    answer: z.enum(answerKinds),
    disposition: z.enum(dispositions).nullable().openapi({ description: 'Of recorded events' }),
    reason: z.string().nullable().openapi({ description: 'Of refused events' }),
    events: z.int(),
  })
  .openapi('AnswerCount', {
    example: {
      hour: '2026-03-10T08:00:00Z',
      sentBy: 'API key gateway (0123456789abcdef0123)',
      source: 'gateway-1',
      answer: 'recorded',
      disposition: 'billable',
      reason: null,
      events: 1200,
    },
  })

const answersRoute = createRoute({
  method: 'get',
  path: '/v1/events/answers',
  operationId: 'countEventAnswers',
  summary: 'What became of my events: counts by hour of receipt, source and answer',
  description: `To reconcile with a sender's own log. Recorded events are counted from the events themselves, and so are those that were imported; already recorded, in conflict and refused ones are those sent over HTTP. A key with the scope read, for all customers, sees every sender; any other sees what it sent itself. At most ${daysMax} days.`,
  request: {
    query: z
      .strictObject({
        from: instantParameter('2026-03-10T00:00:00+02:00'),
        to: instantParameter('2026-03-11T00:00:00+02:00'),
        source: textParameter.optional().openapi({ example: 'gateway-1' }),
      })
      .refine(({ from, to }) => from < to && to <= secondsAfter(from, daysMax * 24 * 3600), {
        path: ['to'],
        error: `after from, and at most ${daysMax} days after it`,
      }),
  },
  responses: tableResponses(
    'Counts by hour, sender, source and answer, all at once',
    z.object({ items: z.array(answerCount), next: z.null() }),
    answersColumns.map(({ key }) => key).join(','),
  ),
})
