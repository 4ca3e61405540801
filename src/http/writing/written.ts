import { hash } from 'node:crypto'
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { atomically } from '../../database/atomically.ts'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { auditLog } from '../../database/schema/api.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { attributionOf } from './attribution-of.ts'
import { findKeptAnswer, keepAnswer, type KeptAnswer, type KeyedRequest } from './idempotent-answers.ts'

/** What a write is about. */
export interface WriteSubject {
  /** Null when it is about no single customer. */
  readonly customer: string | null
  /** Why, where the caller says so: kept with everything that is recorded. */
  readonly note?: string | undefined
}

export interface Written<Status extends ContentfulStatusCode, Body> extends KeptAnswer<Status, Body> {
  /** What the write found, for the audit log; what it left is the body. Null where there was nothing. */
  readonly before: unknown
  /** The answer to the first request alone, where it holds a secret: kept nowhere, so a repeat gets the body. */
  readonly shownOnce?: Body
}

/** Does a write and answers it; see `writing`. */
export type Write = <Status extends ContentfulStatusCode, Body>(
  request: Context<HttpEnvironment, string>,
  subject: WriteSubject,
  work: (tx: Database, attribution: Attribution) => Promise<Written<Status, Body>>,
) => Promise<KeptAnswer<Status, Body>>

/**
 * The one way that HTTP writes: the work, its row in the audit log and the answer under the caller's `Idempotency-Key`
 * stand in one database transaction. A repeat is answered as the first was, its work not done again.
 */
export function writing({ db, clock }: Pick<HttpContext, 'db' | 'clock'>): Write {
  return async <Status extends ContentfulStatusCode, Body>(
    request: Context<HttpEnvironment, string>,
    { customer, note }: WriteSubject,
    work: (tx: Database, attribution: Attribution) => Promise<Written<Status, Body>>,
  ): Promise<KeptAnswer<Status, Body>> => {
    const apiKey = request.get('apiKey')
    const { keyId } = apiKey
    const keyed = await keyedRequest(request, keyId)
    return atomically(db, async (tx) => {
      const kept = keyed === undefined ? undefined : await findKeptAnswer<Status, Body>(tx, keyed)
      if (kept !== undefined) {
        request.header('Idempotent-Replayed', 'true')
        return kept
      }
      const attribution = attributionOf(apiKey, clock.now(), note)
      const { status, body, before, shownOnce = body } = await work(tx, attribution)
      await tx.orm.insert(auditLog).values({
        keyId,
        action: actionOf(request),
        customerId: customer,
        before,
        after: body,
        ...attribution,
      })
      if (keyed !== undefined) await keepAnswer(tx, keyed, { status, body }, attribution)
      return { status, body: shownOnce }
    })
  }
}

async function keyedRequest(
  { req }: Context<HttpEnvironment, string>,
  keyId: string,
): Promise<KeyedRequest | undefined> {
  const idempotencyKey = req.header('Idempotency-Key')
  if (idempotencyKey === undefined) return undefined
  const asked = JSON.stringify([req.method, req.path, await req.text()])
  return { keyId, idempotencyKey, requestHash: hash('sha256', asked, 'hex') }
}

/** As the route is documented: `POST /v1/customers/{id}/terms`. */
function actionOf(request: Context<HttpEnvironment, string>): string {
  return `${request.req.method} ${routePath(request, -1).replaceAll(/:(\w+)/g, '{$1}')}`
}
