/**
 * Hands on what the source gives; calls `onIdle` when nothing came for half a second. So the rows of a stream that
 * trickles are recorded soon, and those of a file in full batches.
 */
export async function* whileIdle<Item>(
  source: AsyncGenerator<Item>,
  onIdle: () => void,
): AsyncGenerator<Item> {
  try {
    for (;;) {
      const timer = setTimeout(onIdle, idleMs)
      const next = await source.next().finally(() => clearTimeout(timer))
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await source.return(undefined)
  }
}

const idleMs = 500
