/**
 * Reads on until `decide` answers from the bytes seen so far; they stay in front of the bytes handed back, so nothing
 * is lost. `decide` must answer when `complete` (the input ended, or enough was seen).
 */
export async function readHead<Answer>(
  bytes: AsyncIterable<Uint8Array>,
  decide: (head: Buffer, complete: boolean) => Answer | undefined,
): Promise<{ answer: Answer | undefined; bytes: AsyncGenerator<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  let answer: Answer | undefined
  for (let complete = false; answer === undefined && !complete;) {
    const next = await iterator.next()
    if (next.done !== true) head = Buffer.concat([head, next.value])
    complete = next.done === true || head.length >= headBytesMax
    answer = decide(head, complete)
  }
  return { answer, bytes: withHead(head, iterator) }
}

const headBytesMax = 64 * 1024

async function* withHead(head: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
