import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whileIdle } from '../../../src/importing/ingesting/while-idle.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('rows of a stream that pauses are recorded meanwhile, those of a busy one are not hurried', async () => {
  const gate = Promise.withResolvers<string>()
  async function* trickle(): AsyncGenerator<string> {
    yield 'first'
    yield await gate.promise
  }
  let idleTimes = 0
  const rows = whileIdle(trickle(), () => {
    idleTimes += 1
  })
  expect(await rows.next()).toMatchObject({ value: 'first' })
  expect(idleTimes).toBe(0)
  const second = rows.next()
  await vi.advanceTimersByTimeAsync(5000)
  expect(idleTimes).toBe(1)
  gate.resolve('second')
  expect(await second).toMatchObject({ value: 'second' })
  expect(await rows.next()).toMatchObject({ done: true })
  expect(vi.getTimerCount()).toBe(0)
})
