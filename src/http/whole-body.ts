import type { Context } from 'hono'
import type { Authenticate } from './authenticate.ts'
import type { HttpEnvironment } from './http-environment.ts'
import { requestBytes } from './request-bytes.ts'

/** Reads the body whole once the caller is known, at most so many bytes unpacked; what comes after finds it in memory. */
export function withWholeBody(authenticate: Authenticate, bytesMax: number): Authenticate {
  return (...scopes) => {
    const { middleware, security } = authenticate(...scopes)
    return {
      security,
      middleware: (context, next) =>
        middleware(context, async () => {
          if (context.req.method !== 'GET') await readBody(context, bytesMax)
          await next()
        }),
    }
  }
}

async function readBody(context: Context<HttpEnvironment>, bytesMax: number): Promise<void> {
  const request = context.req.raw
  const parts: Uint8Array[] = []
  for await (const part of requestBytes(request, context.get('held'), bytesMax)) parts.push(part)
  context.req.raw = new Request(request, { method: request.method, body: Buffer.concat(parts) })
}
