import type { Instant } from '../../rules/instant.ts'
import { outdatedAt, timeRefusal } from './call-time.ts'
import type { ProtocolRefusal } from './gateway-refusal.ts'
import { isSignedWith, type CallKeys, type SignedCall } from './mac.ts'
import type { UsedMacs } from './used-macs.ts'

export interface VerifyingCalls {
  readonly now: Instant
  readonly windowSeconds: number
  /** Whether plain SHA256 is taken too: it is announced for removal. */
  readonly oldAlgorithm: boolean
  /** Undefined when there is no such identifier. */
  readonly keys: CallKeys | undefined
  readonly usedMacs: UsedMacs
}

/** Undefined when the call is its identifier's own, of now, and new; its MAC is used then. Only a right MAC is remembered. */
export function verifyCall(
  call: SignedCall,
  { now, windowSeconds, oldAlgorithm, keys, usedMacs }: VerifyingCalls,
): ProtocolRefusal | undefined {
  const { algorithm, timestamp, timestampUnix, mac } = call.headers
  if (algorithm === 'SHA256' && !oldAlgorithm) return { kind: 'algorithm-not-enabled' }
  const times = { timestamp: timestamp.at, timestampUnix: timestampUnix?.at }
  const untimely = timeRefusal(times, { now, windowSeconds })
  if (untimely !== undefined) return untimely
  if (!isSignedWith(call, keys)) return { kind: 'wrong-mac' }
  return usedMacs.use(mac, { now, outdatedAt: outdatedAt(timestamp.at, windowSeconds) })
}
