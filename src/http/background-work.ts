/** Work that goes on after its request is answered. The server waits for it before it ends. */
export interface BackgroundWork {
  /** Starts the work; it sees to its own failures, and ends soon once the server stops. */
  start(work: () => Promise<void>): void
  /** Resolves when nothing is under way. */
  ended(): Promise<void>
}

export function backgroundWork(): BackgroundWork {
  const underWay = new Set<Promise<void>>()
  return {
    start(work) {
      const started = work().finally(() => underWay.delete(started))
      underWay.add(started)
    },
    async ended() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
