import postgres from 'postgres'

/**
 * The rows of a query, read while they are asked for: memory is a page, however many there are. A connection is held until
 * the last page, or until the reader leaves. Of a connection that is lost between two pages the driver's own iterator
 * (postgres.js 3.4.9) makes a proper end, and leaving it then ends the process; here it is an error. The connection's
 * next results are not to be trusted then: what goes on after such an error reads from a pool of its own (`apart`).
 */
export async function* readByPage<Row extends object>(
  query: postgres.PendingQuery<Row[]>,
  rowsAtOnce: number,
): AsyncGenerator<readonly Row[]> {
  const read: Row[][] = []
  let isOver = false
  let change = Promise.withResolvers<void>()
  let taken = Promise.withResolvers<unknown>()
  const over = query
    // oxlint-disable-next-line typescript/no-misused-promises -- the driver waits for it, though its types do not say so
    .cursor(rowsAtOnce, (rows) => {
      read.push(rows)
      change.resolve()
      return taken.promise
    })
    .finally(() => {
      isOver = true
      change.resolve()
    })
  over.catch(() => undefined) // thrown below, to the reader that asks for more
  const answerDriver = (answer: unknown) => {
    const { resolve } = taken
    taken = Promise.withResolvers()
    if (!isOver) resolve(answer) // over a connection that is gone the answer would throw where nobody can catch it
  }
  try {
    for (;;) {
      await change.promise
      change = Promise.withResolvers()
      for (let page = read.shift(); page !== undefined; page = read.shift()) {
        yield page
        answerDriver(undefined)
      }
      if (isOver) break
    }
    await over
  } finally {
    answerDriver(enough)
  }
}

/** The driver's word that ends a reading. It gives it with pools alone; this one never connects. */
const enough = postgres({ max: 1 }).CLOSE
