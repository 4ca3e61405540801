import type { Hook } from '@hono/zod-openapi'
import { problemTexts } from '../importing/problem-text.ts'
import type { HttpEnvironment } from './http-environment.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/** Says what is wrong with a request's parameters or body, a sentence for each. */
export const invalidRequest: Hook<unknown, HttpEnvironment, string, undefined> = (result) => {
  if (result.success) return
  const errors = problemTexts(result.error)
  throw new HttpRefusal(problem(400, 'invalid-input', errors.join('; '), { in: result.target, errors }))
}
