import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { parseDocumentNumber, type DocumentNumber } from '../../../rules/document-number.ts'
import { formatInstant } from '../../../rules/instant.ts'
import type { ApiKey } from '../../api-keys/api-key.ts'
import type { Database, DatabasePool } from '../../database/client.ts'
import { documentJson, headerJson } from '../../documents/document-json.ts'
import type { Document } from '../../documents/document.ts'
import { listDocuments, requireDocument } from '../../documents/read-documents.ts'
import { shownValue } from '../../errors/shown-value.ts'
import { explainDocument } from '../../explaining/explain-document.ts'
import { explanationJson } from '../../explaining/explanation-json.ts'
import type { LineExplanation } from '../../explaining/explanation.ts'
import { lineEvents } from '../../explaining/line-events.ts'
import { monthInput } from '../../prices/price-list-content.ts'
import { documentHeader, wholeDocument } from '../answers/document.ts'
import { explanation } from '../answers/explanation.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../page.ts'
import { problemResponses } from '../problem-responses.ts'
import { inBlocks } from '../streaming/in-blocks.ts'
import { streamedAnswer } from '../streaming/streamed-answer.ts'
import { streamPlaces } from '../streaming/stream-places.ts'
import { textParameter } from '../text-parameter.ts'
import { wholeNumber, wholeNumberMax } from '../whole-number.ts'

/** Streams of events at once: each has a connection to the database. */
const eventStreamsMax = 4

/** Issued documents, why their lines are what they are, and the events behind them. */
export function invoiceRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  httpContext: HttpContext,
  authenticate: Authenticate,
): void {
  const { db } = httpContext
  const inPlace = streamPlaces(eventStreamsMax)
  app.openapi({ ...list, ...authenticate('read') }, async (context) => {
    const { limit, ...filter } = context.req.valid('query')
    const key = context.get('apiKey')
    if (filter.customer !== undefined) requireCustomer(key, filter.customer)
    const among = key.customers ?? undefined
    const documents = await listDocuments(db, { ...filter, among, limit: limit + 1 })
    return context.json(
      pageOf(documents.map(headerJson), limit, ({ number }) => number),
      200,
    )
  })
  app.openapi({ ...show, ...authenticate('read') }, async (context) => {
    const document = await ownDocument(db, context.get('apiKey'), context.req.valid('param').number)
    return context.json(documentJson(document), 200)
  })
  app.openapi({ ...explain, ...authenticate('read') }, async (context) => {
    const document = await ownDocument(db, context.get('apiKey'), context.req.valid('param').number)
    const explained = await explainDocument(db, document, context.req.valid('query').line)
    return context.json(explanationJson(explained), 200)
  })
  app.openapi({ ...events, ...authenticate('read') }, async (context) => {
    const { number, line } = context.req.valid('param')
    const document = await ownDocument(db, context.get('apiKey'), number)
    const { lines } = await explainDocument(db, document, line)
    const type = { 'Content-Type': 'application/x-ndjson' }
    return streamedAnswer(context, httpContext, type, (readerGone) =>
      inPlace(() => inBlocks(eventLines(db, document, lines, readerGone))),
    )
  })
}

/** Over a connection of its own: its reader may take all the time that it is given, and others needn't wait for it. */
async function* eventLines(
  db: DatabasePool,
  document: Document,
  lines: readonly LineExplanation[],
  readerGone: AbortSignal,
): AsyncGenerator<string> {
  const apart = db.apart()
  readerGone.addEventListener('abort', () => void apart.close()) // also while PostgreSQL is still looking for the first
  try {
    for (const line of lines)
      for await (const event of lineEvents(apart, document, line))
        yield `${JSON.stringify({ ...event, at: formatInstant(event.at) })}\n`
  } finally {
    await apart.close()
  }
}

/** A document that the key may not see is no document to it. */
function ownDocument(db: Database, { customers }: ApiKey, number: DocumentNumber): Promise<Document> {
  return requireDocument(db, number, customers ?? undefined)
}

const numberInput = z.string().transform((text, context) => {
  const number = parseDocumentNumber(text)
  if (number !== undefined) return number
  context.addIssue({
    code: 'custom',
    message: `${shownValue(text)} is not a document number; write 2026-0000001, a credit note 2026-C0000001`,
  })
  return z.NEVER
})
const numberParameter = z.object({ number: numberInput.openapi({ example: '2026-0000001' }) })
const lineInput = wholeNumber(1, wholeNumberMax)

const list = createRoute({
  method: 'get',
  path: '/v1/invoices',
  operationId: 'listDocuments',
  summary:
    'Issued invoices and credit notes, in the order of their issue: by billing month, then by customer',
  description:
    'What a run issues while pages are read stands on later pages: whoever keeps the number of the last document goes on after it.',
  request: {
    query: z.strictObject({
      ...pageParameters,
      after: numberInput.optional().openapi({ description: 'The `next` of the page before' }),
      month: monthInput.optional().meta({ example: '2026-03' }),
      customer: textParameter.optional(),
      kind: z.enum(['invoice', 'credit-note']).optional(),
    }),
  },
  responses: {
    200: { description: 'Headers', content: { 'application/json': { schema: pageSchema(documentHeader) } } },
    ...problemResponses,
  },
})
const show = createRoute({
  method: 'get',
  path: '/v1/invoices/{number}',
  operationId: 'showDocument',
  summary: 'One document, whole',
  request: { params: numberParameter },
  responses: {
    200: { description: 'The document', content: { 'application/json': { schema: wholeDocument } } },
    ...problemResponses,
  },
})
const explain = createRoute({
  method: 'get',
  path: '/v1/invoices/{number}/explain',
  operationId: 'explainDocument',
  summary: 'Why every line is what it is: rules, dated values, arithmetic, what was billed before',
  request: { params: numberParameter, query: z.strictObject({ line: lineInput.optional() }) },
  responses: {
    200: {
      description: 'The explanation',
      content: {
        'application/json': {
          schema: explanation,
        },
      },
    },
    ...problemResponses,
  },
})
/** Keyed loosely: the framework's types take any media type that ends in json for a whole JSON value. */
const jsonLines: Readonly<Record<string, { readonly schema: z.ZodString }>> = {
  'application/x-ndjson': { schema: z.string() },
}
const events = createRoute({
  method: 'get',
  path: '/v1/invoices/{number}/lines/{line}/events',
  operationId: 'listLineEvents',
  summary: 'The very events behind a line, a JSON object per line',
  description: 'Streamed as they are read: memory is the same for ten and for a million.',
  request: { params: numberParameter.extend({ line: lineInput.openapi({ example: 1 }) }) },
  responses: {
    200: { description: 'By time, source and id', content: jsonLines },
    ...problemResponses,
  },
})
