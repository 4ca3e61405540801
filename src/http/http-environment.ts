import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { SealingKeys } from '../access/identifiers/sealing-keys.ts'
import type { ApiKey } from '../api-keys/api-key.ts'
import type { Clock } from '../clock/clock.ts'
import type { DatabasePool } from '../database/client.ts'
import type { BodyBudget, HeldBytes } from './body-budget.ts'
import type { BackgroundWork } from './background-work.ts'
import type { GroupedRecorder } from '../usage/grouped-recorder.ts'
import type { Metrics } from './metrics.ts'

/** What the routes get from the edge. */
export interface HttpContext {
  readonly db: DatabasePool
  readonly clock: Clock
  readonly log: Logger
  readonly metrics: Metrics
  readonly recorder: GroupedRecorder
  /** Aborted when the server stops: requests in flight end, new ones are refused. */
  readonly stopping: AbortSignal
  readonly background: BackgroundWork
  readonly bodies: BodyBudget
  /** Undefined where the environment names none: then no identifier is created. */
  readonly sealingKeys: SealingKeys | undefined
  /** A stream whose reader has taken nothing for so long is cut. */
  readonly readerIdleMs: number
}

/** What a request carries on its way through the middleware. */
export interface HttpEnvironment {
  readonly Bindings: HttpBindings
  readonly Variables: {
    /** In its answer and in everything that is logged of it. */
    readonly requestId: string
    /** Set once the caller is known. */
    readonly apiKey: ApiKey
    /** What its body holds of the memory, until it is answered. */
    readonly held: HeldBytes
  }
}
