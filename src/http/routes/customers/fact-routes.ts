import { createRoute, z } from '@hono/zod-openapi'
import { textInput } from '../../../prices/text-input.ts'
import { problemResponses } from '../../problem-responses.ts'
import { textParameter } from '../../text-parameter.ts'
import { idempotencyHeaders } from '../../writing/idempotency-key.ts'

/** `/v1/customers/{id}/…`. */
export const customerParameter = z.object({
  id: textParameter.openapi({ description: 'The customer', example: 'c1' }),
})

/** Why, in the caller's words: kept with what is recorded. */
export const noteInput = textInput(500).optional()

/** The route that adds a fact: facts are appended, never edited. */
export function addRoute<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  {
    operationId,
    summary,
    body,
    answer,
  }: {
    readonly operationId: string
    readonly summary: string
    readonly body: Body
    readonly answer: Answer
  },
) {
  return createRoute({
    method: 'post',
    path,
    operationId,
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
