import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant, secondsAfter } from '../../rules/instant.ts'
import { outdatedAt } from '../../src/gateway/call-time.ts'
import { usedMacsInMemory } from '../../src/gateway/used-macs.ts'

const windowSeconds = 300
const start = secondsAfter(parseInstant('2024-01-01T12:00:00Z') ?? expect.unreachable(), 0)

function macOf(number: number): string {
  return number.toString(16).padStart(32, '0').padEnd(64, 'f')
}

/** Uses a MAC at a second of the test, with a timestamp of the same second or the one given. */
function useAt(macs: ReturnType<typeof usedMacsInMemory>, mac: string, second: number, signedAt = second) {
  const now = secondsAfter(start, second)
  return macs.use(mac, { now, outdatedAt: outdatedAt(secondsAfter(start, signedAt), windowSeconds) })?.kind
}

test('a MAC is used once, in whichever case it is written', () => {
  const macs = usedMacsInMemory({ macsMax: 10, windowSeconds })
  expect(useAt(macs, macOf(0xabc), 0)).toBeUndefined()
  expect(useAt(macs, macOf(0xabc), 1, 0)).toBe('used-before')
  expect(useAt(macs, macOf(0xabc).toUpperCase(), 299, 0)).toBe('used-before')
  expect(useAt(macs, macOf(0xabd), 299, 0)).toBeUndefined()
})

test('a MAC is remembered until the last instant of its window, wherever that falls', () => {
  for (let signedAt = 0; signedAt < 20; signedAt += 1) {
    const macs = usedMacsInMemory({ macsMax: 10, windowSeconds })
    expect(useAt(macs, macOf(1), signedAt)).toBeUndefined()
    expect(useAt(macs, macOf(1), signedAt + 299.999, signedAt)).toBe('used-before')
  }
})

test('when it can be forgotten it is too old, also when the clock is set back', () => {
  const macs = usedMacsInMemory({ macsMax: 10, windowSeconds })
  expect(useAt(macs, macOf(1), 0)).toBeUndefined()
  expect(useAt(macs, macOf(1), 300, 0)).toBe('too-old')
  expect(useAt(macs, macOf(2), 1000)).toBeUndefined()
  expect(useAt(macs, macOf(1), 10, 0)).toBe('too-old')
})

test('memory holds what one window admits, and forgets all of it', () => {
  const macs = usedMacsInMemory({ macsMax: 1_000_000, windowSeconds })
  for (let second = 0; second < 3600; second += 1) {
    expect(useAt(macs, macOf(second), second)).toBeUndefined()
    expect(macs.remembered()).toBeLessThanOrEqual(windowSeconds + 10)
  }
  expect(useAt(macs, macOf(0), 10_000)).toBeUndefined()
  expect(macs.remembered()).toBe(1)
})

test('a full memory refuses new calls until there is room, and still knows the old ones', () => {
  const macs = usedMacsInMemory({ macsMax: 2, windowSeconds })
  useAt(macs, macOf(1), 0)
  useAt(macs, macOf(2), 0)
  expect(useAt(macs, macOf(3), 1)).toBe('too-many-calls')
  expect(useAt(macs, macOf(1), 1, 0)).toBe('used-before')
  expect(useAt(macs, macOf(3), 400)).toBeUndefined()
})

const uses = fc.array(
  fc.record({ mac: fc.nat(5), second: fc.nat(2000), ahead: fc.integer({ min: -299, max: 300 }) }),
  { maxLength: 60 },
)

test('in any order of any times, no MAC with its timestamp is taken twice', () => {
  fc.assert(
    fc.property(uses, (all) => {
      const macs = usedMacsInMemory({ macsMax: 1000, windowSeconds })
      const taken = all
        .filter(({ mac, second, ahead }) => {
          const signedAt = second + ahead
          return useAt(macs, macOf(mac * 10_000 + signedAt), second, signedAt) === undefined
        })
        .map(({ mac, second, ahead }) => `${mac} ${second + ahead}`)
      expect(new Set(taken).size).toBe(taken.length)
    }),
  )
})
