import { createRoute, z } from '@hono/zod-openapi'
import { textInput } from '../../../prices/text-input.ts'
import { pageParameters, pageSchema } from '../../page.ts'
import { problemResponses } from '../../problem-responses.ts'
import { idempotencyHeaders } from '../../writing/idempotency-key.ts'

/** `/v1/customers/{id}/…`. */
export const customerParameter = z.object({
  id: z.string().openapi({ description: 'The customer', example: 'c1' }),
})

/** Why, in the caller's words: kept with what is recorded. */
export const noteInput = textInput(500).optional()

/** What every recorded fact tells beside its value: its two months (R7), when, by whom and why. */
export const factSchema = z.object({
  factId: z.int(),
  from: z.string(),
  postedIn: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  note: z.string().nullable(),
})

/** The route that adds a fact: facts are appended, never edited. */
export function addRoute<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  { summary, body, answer }: { readonly summary: string; readonly body: Body; readonly answer: Answer },
) {
  return createRoute({
    method: 'post',
    path,
    summary,
    request: {
      params: customerParameter,
      headers: idempotencyHeaders,
      body: { content: { 'application/json': { schema: body } }, required: true },
    },
    responses: {
      201: { description: 'As it is recorded', content: { 'application/json': { schema: answer } } },
      ...problemResponses,
    },
  })
}

/** The route that lists facts of one kind, in the order of recording. */
export function listRoute<Path extends string, Fact extends z.ZodType>(
  path: Path,
  { summary, fact }: { readonly summary: string; readonly fact: Fact },
) {
  return createRoute({
    method: 'get',
    path,
    summary,
    request: {
      params: customerParameter,
      query: z.strictObject({ ...pageParameters, after: z.coerce.number().int().min(0).optional() }),
    },
    responses: {
      200: {
        description: 'In the order of recording',
        content: { 'application/json': { schema: pageSchema(fact) } },
      },
      ...problemResponses,
    },
  })
}
