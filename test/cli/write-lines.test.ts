import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { writeLines } from '../../src/cli/write-lines.ts'

const neverInterrupted = new AbortController().signal

interface Counted {
  given: number
  isClosed: boolean
}

async function* counting(count: Counted, to: number): AsyncGenerator<string> {
  try {
    for (let line = 1; line <= to; line += 1) {
      count.given += 1
      yield String(line)
    }
  } finally {
    count.isClosed = true
  }
}

/** Takes one line at a time, and says how many it was given ahead of what it has taken. */
function slowReader(count: Counted) {
  const taken: string[] = []
  let aheadMax = 0
  const output = new Writable({
    highWaterMark: 16,
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString())
      aheadMax = Math.max(aheadMax, count.given - taken.length)
      setImmediate(done)
    },
  })
  return { output, taken, aheadMax: () => aheadMax }
}

test('lines are asked for no faster than their reader takes them', async () => {
  const count = { given: 0, isClosed: false }
  const { output, taken, aheadMax } = slowReader(count)
  await writeLines(output, counting(count, 1000), neverInterrupted)
  output.end()
  await new Promise((resolve) => output.once('finish', resolve))
  expect(taken.join('')).toBe(Array.from({ length: 1000 }, (_, index) => `${index + 1}\n`).join(''))
  expect(aheadMax()).toBeLessThan(20)
})

test('a reader that leaves ends it, and what was being read is closed', async () => {
  const count = { given: 0, isClosed: false }
  const output = new PassThrough({ highWaterMark: 16 })
  output.on('error', () => undefined)
  output.once('data', () => output.destroy(new Error('EPIPE')))
  await writeLines(output, counting(count, 1_000_000), neverInterrupted)
  expect(count.isClosed).toBe(true)
  expect(count.given).toBeLessThan(1000)
})

test('an interruption is refused as one: nobody takes half an answer for a whole one', async () => {
  const count = { given: 0, isClosed: false }
  const interruption = new AbortController()
  const output = new Writable({
    write(_chunk, _encoding, done) {
      interruption.abort()
      done()
    },
  })
  await expect(writeLines(output, counting(count, 10), interruption.signal)).rejects.toMatchObject({
    code: 'interrupted',
  })
  expect(count.isClosed).toBe(true)
})
