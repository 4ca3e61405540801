/**
 * Hands on what the source gives; calls `flush` half a second after the first item since the flush before, whether
 * others follow or not. So the rows of a stream are recorded soon, whether it pauses or trickles on and on.
 */
export async function* withFlushes<Item>(
  source: AsyncGenerator<Item>,
  flush: () => void,
): AsyncGenerator<Item> {
  let timer: NodeJS.Timeout | undefined
  try {
    for (;;) {
      const next = await source.next()
      if (next.done === true) return
      timer ??= setTimeout(() => {
        timer = undefined
        flush()
      }, waitMs)
      yield next.value
    }
  } finally {
    clearTimeout(timer)
    await source.return(undefined)
  }
}

const waitMs = 500
