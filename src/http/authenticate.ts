import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ApiKey, ApiScope } from '../api-keys/api-key.ts'
import { findApiKey } from '../api-keys/find-api-key.ts'
import type { HttpContext, HttpEnvironment } from './http-environment.ts'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/** Lets through whoever shows a valid key with one of the scopes; `operate` may do everything. Spread into a route. */
export type Authenticate = (...scopes: readonly ApiScope[]) => Authenticated

interface Authenticated {
  readonly middleware: MiddlewareHandler<HttpEnvironment>
  /** The same for the document: any one of the scopes is enough. */
  readonly security: Partial<Record<ApiScope, never[]>>[]
}

export function authentication({ db, clock }: HttpContext): Authenticate {
  const limit = rateLimit()
  return (...scopes) => ({
    security: [...new Set<ApiScope>([...scopes, 'operate'])].map((scope) => ({ [scope]: [] })),
    middleware: async (context, next) => {
      const key = await keyOf(context.req.header('authorization'))
      if (!scopes.some((scope) => key.scopes.includes(scope)) && !key.scopes.includes('operate'))
        throw new HttpRefusal(
          problem(403, 'forbidden', `This needs an API key with the scope ${scopes.join(' or ')}`, {
            scopes: key.scopes,
            needed: scopes,
          }),
        )
      await limit(key)
      context.set('apiKey', key)
      await next()
    },
  })

  async function keyOf(header: string | undefined): Promise<ApiKey> {
    const shown = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
    if (shown === undefined)
      throw unauthenticated('An API key is needed, as the header Authorization: Bearer lk_…')
    const found = await findApiKey(db, shown, clock.now())
    if (found.kind === 'valid') return found.key
    throw unauthenticated(
      found.kind === 'unknown' ? 'The API key is not known' : `The API key is ${found.kind}`,
    )
  }
}

/** Requests of a key beyond its number in a second are refused: 429 with `Retry-After`. */
function rateLimit(): (key: ApiKey) => Promise<void> {
  const limiters = new Map<number, RateLimiterMemory>()
  return async ({ keyId, requestsPerSecond: points }) => {
    const limiter = limiters.get(points) ?? new RateLimiterMemory({ points, duration: 1 })
    limiters.set(points, limiter)
    try {
      await limiter.consume(keyId)
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      throw new HttpRefusal(
        problem(429, 'too-many-requests', `The API key may ask ${points} times a second`, {
          requestsPerSecond: points,
        }),
        { 'Retry-After': String(seconds) },
      )
    }
  }
}

function unauthenticated(detail: string): HttpRefusal {
  return new HttpRefusal(problem(401, 'unauthenticated', detail), { 'WWW-Authenticate': 'Bearer' })
}
