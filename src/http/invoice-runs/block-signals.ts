/** Wakes those who follow work that goes from block to block, each under its name. */
export interface BlockSignals<Name> {
  /** False when it is under way already. */
  begin(name: Name): boolean
  blockDone(name: Name): void
  end(name: Name): void
  isUnderWay(name: Name): boolean
  /** Resolves at the next block of the work, or its end; at once when it is not under way. */
  nextBlock(name: Name): Promise<void>
}

export function blockSignals<Name>(): BlockSignals<Name> {
  const blocks = new Map<Name, PromiseWithResolvers<void>>()
  return {
    begin(name) {
      if (blocks.has(name)) return false
      blocks.set(name, Promise.withResolvers())
      return true
    },
    blockDone(name) {
      const reached = blocks.get(name)
      blocks.set(name, Promise.withResolvers())
      reached?.resolve()
    },
    end(name) {
      const reached = blocks.get(name)
      blocks.delete(name)
      reached?.resolve()
    },
    isUnderWay: (name) => blocks.has(name),
    nextBlock: (name) => blocks.get(name)?.promise ?? Promise.resolve(),
  }
}
