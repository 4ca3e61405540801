import { z } from '@hono/zod-openapi'

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
  })
  .openapi('Problem')

const content = { 'application/problem+json': { schema: problemSchema } }

/** What every route may answer beside what it is for. */
export const problemResponses = {
  400: { description: 'The request is malformed; `detail` says where', content },
  401: { description: 'No API key, or not a valid one', content },
  403: { description: 'The API key may not do this', content },
  404: { description: 'There is no such thing', content },
  409: { description: 'The state of the books does not allow it; `code` says why', content },
  413: { description: 'More than a request may hold', content },
  415: { description: 'Not a media type that is read here', content },
  429: { description: 'Too many requests of one API key', content },
  503: { description: 'Not now; try again', content },
} as const
