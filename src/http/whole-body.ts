import { isUtf8 } from 'node:buffer'
import type { Context } from 'hono'
import type { Authenticate } from './authenticate.ts'
import type { HttpEnvironment } from './http-environment.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'
import { requestBytes } from './request-bytes.ts'

/** Reads the body whole once the caller is known, at most so many bytes unpacked; what comes after finds it in memory. */
export function withWholeBody(authenticate: Authenticate, bytesMax: number): Authenticate {
  return (...scopes) => {
    const { middleware, security } = authenticate(...scopes)
    return {
      security,
      middleware: (context, next) =>
        middleware(context, async () => {
          if (context.req.method === 'POST') await readBody(context, bytesMax)
          await next()
        }),
    }
  }
}

async function readBody(context: Context<HttpEnvironment>, bytesMax: number): Promise<void> {
  const request = context.req.raw
  if ((request.headers.get('content-type') ?? '') === '')
    throw new HttpRefusal(problem(415, 'unsupported-media-type', 'Content-Type is missing; see /docs')) // or the validator would pass the body over
  const parts: Uint8Array[] = []
  for await (const part of requestBytes(request, context.get('held'), bytesMax)) parts.push(part)
  const body = Buffer.concat(parts)
  refuseOtherThanUtf8(body)
  refuseTwoMarks(body)
  context.req.raw = new Request(request, { method: request.method, body })
}

/** The body is decoded twice on its way, and each time a byte order mark is dropped: one may stand there, as for events. */
function refuseTwoMarks(body: Buffer): void {
  if (!body.subarray(0, twoMarks.length).equals(twoMarks)) return
  throw new HttpRefusal(
    problem(400, 'invalid-input', 'The body is not valid JSON: it begins with two byte order marks'),
  )
}

const twoMarks = Buffer.from('\u{FEFF}\u{FEFF}')

/** What decodes a body later would put U+FFFD where it can't. */
function refuseOtherThanUtf8(body: Uint8Array): void {
  if (isUtf8(body)) return
  throw new HttpRefusal(problem(400, 'invalid-input', 'The body is not valid UTF-8'))
}
