import { and, eq } from 'drizzle-orm'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { idempotentAnswers } from '../../database/schema/api.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { problem } from '../problem.ts'

/** A request as its caller names it. */
export interface KeyedRequest {
  /** Of the API key: callers can't meet under one idempotency key. */
  readonly keyId: string
  readonly idempotencyKey: string
  /** SHA-256 of what was asked, in hex. */
  readonly requestHash: string
}

export interface KeptAnswer<Status extends ContentfulStatusCode, Body> {
  readonly status: Status
  readonly body: Body
}

/**
 * The answer that the request got before; undefined for the first one. Until the caller's database transaction ends nobody
 * else is first. Refuses another request under the same key with `idempotency-conflict`.
 */
export async function findKeptAnswer<Status extends ContentfulStatusCode, Body>(
  tx: Database,
  { keyId, idempotencyKey, requestHash }: KeyedRequest,
): Promise<KeptAnswer<Status, Body> | undefined> {
  await tx.sql`
    select pg_advisory_xact_lock(${idempotencyLockSpace}, hashtext(${`${keyId} ${idempotencyKey}`}))`
  const [row] = await tx.orm
    .select()
    .from(idempotentAnswers)
    .where(and(eq(idempotentAnswers.keyId, keyId), eq(idempotentAnswers.idempotencyKey, idempotencyKey)))
  if (row === undefined) return undefined
  if (row.requestHash !== requestHash)
    throw new HttpRefusal(
      problem(
        409,
        'idempotency-conflict',
        `Another request was answered under the Idempotency-Key ${idempotencyKey}; take a new key`,
        { idempotencyKey },
      ),
    )
  return answerOfRow<Status, Body>(row)
}

/** Keeps the answer of a first request, with what the request wrote. */
export async function keepAnswer(
  tx: Database,
  request: KeyedRequest,
  { status, body }: KeptAnswer<ContentfulStatusCode, unknown>,
  attribution: Attribution,
): Promise<void> {
  await tx.orm.insert(idempotentAnswers).values({ ...request, status, body, ...attribution })
}

/** Guarantee: the hash holds method and path, so the same route answered it, with this status and body. */
function answerOfRow<Status extends ContentfulStatusCode, Body>(row: {
  readonly status: number
  readonly body: unknown
}): KeptAnswer<Status, Body> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the guarantee above
  return { status: row.status, body: row.body } as KeptAnswer<Status, Body>
}

/** The first key of our two-key advisory locks: "idem" in ASCII. */
const idempotencyLockSpace = 0x6964656d
