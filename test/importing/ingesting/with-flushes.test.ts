import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withFlushes } from '../../../src/importing/ingesting/with-flushes.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('rows of a stream that pauses are recorded meanwhile', async () => {
  const gate = Promise.withResolvers<string>()
  async function* trickle(): AsyncGenerator<string> {
    yield 'first'
    yield await gate.promise
  }
  let flushes = 0
  const rows = withFlushes(trickle(), () => {
    flushes += 1
  })
  expect(await rows.next()).toMatchObject({ value: 'first' })
  expect(flushes).toBe(0)
  const second = rows.next()
  await vi.advanceTimersByTimeAsync(5000)
  expect(flushes).toBe(1)
  gate.resolve('second')
  expect(await second).toMatchObject({ value: 'second' })
  expect(await rows.next()).toMatchObject({ done: true })
  expect(vi.getTimerCount()).toBe(0)
})

test('rows of a stream that never pauses for long are recorded meanwhile too', async () => {
  let flushes = 0
  const read = Array.fromAsync(
    withFlushes(steady(), () => {
      flushes += 1
    }),
  )
  await vi.advanceTimersByTimeAsync(3000)
  expect(await read).toHaveLength(30)
  expect(flushes).toBeGreaterThanOrEqual(4)
})

/** A row every 100 ms, for 3 seconds. */
async function* steady(): AsyncGenerator<number> {
  for (let row = 0; row < 30; row += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    yield row
  }
}
