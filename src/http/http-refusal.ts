import type { Problem } from './problem.ts'

/** Thrown where a request is refused for what it is rather than for the state of the books. */
export class HttpRefusal extends Error {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>

  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.detail)
    this.name = 'HttpRefusal'
    this.problem = problem
    this.headers = headers
  }
}
