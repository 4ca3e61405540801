import { secondsAfter } from '../../../rules/instant.ts'
import type { ApiCallEvent } from '../../usage/api-call-event.ts'
import type { ReceivedEvent } from '../../usage/plan-recording.ts'
import { sending } from '../sendings.ts'
import { instantOf } from '../story-times.ts'

/** A call that a story needs: an import to purchaseinvoice.nv that succeeded, unless it says otherwise. */
export interface ScriptedCall extends Partial<Omit<ApiCallEvent, 'at'>> {
  readonly customer: string
  readonly id: string
  readonly at: string
  /** By default a second after `at`. */
  readonly recordedAt?: string
}

/** The call `count` times, a minute apart, ids ending in -1, -2 and so on; all of them are received at once. */
export function calls(call: ScriptedCall, count: number): readonly ReceivedEvent[] {
  const { at, recordedAt, ...body } = call
  const start = instantOf(at)
  return Array.from({ length: count }, (_, step) =>
    sending(
      { ...ordinary, ...body, id: `${call.id}-${step + 1}`, at: secondsAfter(start, 60 * step) },
      recordedAt === undefined ? secondsAfter(start, 60 * step + 1) : instantOf(recordedAt),
    ),
  )
}

const ordinary = {
  source: 'gateway-1',
  resource: 'purchaseinvoice.nv',
  method: 'POST',
  outcome: 'ok',
  quantity: 1,
  channel: 'web-service',
  identifier: 'user-1001',
  durationMs: 85,
} as const
