import { z } from '@hono/zod-openapi'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { problemCodes } from './problem.ts'

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
  })
  .openapi('Problem')

/** What every route may answer beside what it is for. */
export const problemResponses = {
  400: response(400, 'The request is malformed; `detail` says where'),
  401: response(401, 'No API key, or not a valid one'),
  403: response(403, 'The API key may not do this'),
  404: response(404, 'There is no such thing'),
  408: response(408, 'The request did not become whole in time'),
  409: response(409, 'The state of the books does not allow it; `code` says why'),
  413: response(413, 'More than a request may hold'),
  415: response(415, 'Not a media type that is read here'),
  429: response(429, 'Too many requests of one API key'),
  431: response(431, 'More than the address and headers of a request may hold'),
  500: response(500, 'A defect of ours; it is logged'),
  503: response(503, 'Not now; try again'),
} as const

/** The problem with the codes that its status may have. */
function response(status: ContentfulStatusCode, description: string) {
  const schema = problemSchema.extend({
    status: z.literal(status),
    code: z.enum(problemCodes.get(status) ?? []),
  })
  return { description, content: { 'application/problem+json': { schema } } }
}
