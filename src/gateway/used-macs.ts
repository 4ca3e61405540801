import type { Instant } from '../../rules/instant.ts'
import type { ProtocolRefusal } from './gateway-refusal.ts'

/** What was taken once inside the window is refused when it comes again. */
export interface UsedMacs {
  /**
   * Takes a MAC, 32 bytes in hex of either case, and remembers it until its call is outdated; undefined when it was not
   * taken before. Only MACs that were found right are shown here: others would fill the memory.
   */
  use(
    mac: string,
    times: { readonly now: Instant; readonly outdatedAt: Instant },
  ): ProtocolRefusal | undefined
}

/** MACs are forgotten a slot at a time. */
const slotMicroseconds = 10_000_000

/**
 * In the memory of this process. It holds what one window admits, at most `macsMax` (a million take 71 MB): beyond them
 * new calls are refused, for a MAC forgotten early could be used again. A clock that is set back brings nothing back: what could have been
 * forgotten once is refused as too old.
 */
export function usedMacsInMemory({ macsMax, windowSeconds }: UsedMacsLimits): UsedMacs & {
  readonly remembered: () => number
} {
  const slots = new Map<number, Set<string>>()
  let remembered = 0
  let latestNow = 0

  const forgetOutdated = (now: Instant) => {
    latestNow = Math.max(latestNow, now)
    for (const [slot, macs] of slots)
      if ((slot + 1) * slotMicroseconds <= latestNow) {
        slots.delete(slot)
        remembered -= macs.size
      }
  }

  return {
    use(mac, { now, outdatedAt }) {
      forgetOutdated(now)
      if (outdatedAt <= latestNow) return { kind: 'too-old', windowSeconds }
      const slot = Math.floor(outdatedAt / slotMicroseconds)
      const macs = slots.get(slot) ?? new Set()
      const half = firstHalf(mac)
      if (macs.has(half)) return { kind: 'used-before' }
      if (remembered >= macsMax) return { kind: 'too-many-calls' }
      slots.set(slot, macs.add(half))
      remembered += 1
      return undefined
    },
    remembered: () => remembered,
  }
}

interface UsedMacsLimits {
  readonly macsMax: number
  readonly windowSeconds: number
}

/** 128 bits tell MACs apart as well as 256 do, in half the memory. */
function firstHalf(mac: string): string {
  return Buffer.from(mac.slice(0, 32), 'hex').toString('latin1')
}
