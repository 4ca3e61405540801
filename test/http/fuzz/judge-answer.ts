import type { FuzzRequest } from './arbitrary-request.ts'
import type { Schema } from './described-api.ts'
import { headerValues, type RawAnswer } from './raw-answer.ts'
import { schemaCheck } from './schema-check.ts'

/** What is wrong with an answer by what the API says of itself, a sentence each. */
export function judgeAnswer(request: FuzzRequest, answer: RawAnswer | 'closed'): readonly string[] {
  if (answer === 'closed')
    return request.isCutShort || request.method === 'CONNECT' ? [] : ['the server hung up without an answer']
  const { status } = answer
  if (status >= 500) return [`status ${status}: ${answer.body}`]
  if (status >= 400) return refusalFaults(request, answer)
  return status >= 300 ? [`status ${status}: nothing is elsewhere`] : acceptedFaults(request, answer)
}

function refusalFaults(request: FuzzRequest, answer: RawAnswer): readonly string[] {
  const type = typeOf(answer)
  if (type !== problemType) return [`status ${answer.status} as ${type ?? 'nothing'}: ${answer.body}`]
  const documented = isAsDocumented(request) ? request.operation.answers.get(answer.status) : anyProblem
  const schema = documented?.get(problemType)
  if (schema === undefined) return [`status ${answer.status} is not documented: ${answer.body}`]
  if (request.method === 'HEAD') return []
  const problem: unknown = jsonOf(answer.body)
  const faults = [...schemaCheck(schema)(problem), ...schemaCheck(problemOfStatus(answer.status))(problem)]
  if (answer.status === 405 && headerValues(answer, 'allow').length !== 1) faults.push('no Allow beside 405')
  return faults.map((fault) => `status ${answer.status}: ${fault}: ${answer.body}`)
}

function acceptedFaults(request: FuzzRequest, answer: RawAnswer): readonly string[] {
  const { status } = answer
  if (!isAsDocumented(request)) return []
  const documented = request.operation.answers.get(status)
  if (documented === undefined) return [`status ${status} is not documented`]
  const type = typeOf(answer)
  const schema = documented.get(type ?? '')
  if (schema === undefined) return [`status ${status} as ${type ?? 'nothing'} is not documented`]
  if (type !== 'application/json') return []
  return schemaCheck(schema)(jsonOf(answer.body)).map((fault) => `status ${status}: ${fault}`)
}

/** Whether it is the operation that is asked, by method and path: else another may have answered, or none. */
function isAsDocumented({ method, target, operation }: FuzzRequest): boolean {
  const form = operation.path.replaceAll(/\{\w+\}/g, '[^/?#\\\\]+')
  const isPlain =
    new RegExp(`^${form}(?:\\?|$)`).test(target) && !/\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(target)
  return method === operation.method && isPlain
}

const problemType = 'application/problem+json'

const anyProblem: ReadonlyMap<string, Schema> = new Map([[problemType, {}]])

/** RFC 9457, with the members that every refusal of ours has. */
function problemOfStatus(status: number): Schema {
  const known = problems.get(status)
  if (known !== undefined) return known
  const text: Schema = { type: 'string', minLength: 1 }
  const schema: Schema = {
    type: 'object',
    properties: {
      type: text,
      title: text,
      status: { const: status },
      code: { ...text, pattern: '^[a-z-]+$' },
      detail: text,
    },
    required: ['type', 'title', 'status', 'code', 'detail'],
    additionalProperties: true,
  }
  problems.set(status, schema)
  return schema
}

const problems = new Map<number, Schema>()

function typeOf(answer: RawAnswer): string | undefined {
  const [type, ...more] = headerValues(answer, 'content-type')
  return more.length > 0 ? undefined : type?.split(';')[0]?.trim()
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
