import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinedEvents, noEvents, type EventSet } from '../../rules/event-set.ts'

const sets: fc.Arbitrary<EventSet> = fc.record({
  count: fc.integer({ min: 0, max: 1e6 }),
  digest: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((bits) => bits.toString(16).padStart(32, '0')),
})

test('a set does not depend on the order in which its events are counted', () => {
  fc.assert(
    fc.property(fc.array(sets), (parts) => {
      const forwards = parts.reduce(joinedEvents, noEvents)
      expect(parts.toReversed().reduce(joinedEvents, noEvents)).toEqual(forwards)
    }),
  )
})

test('what is taken out leaves what was there before', () => {
  fc.assert(
    fc.property(sets, sets, (one, other) => {
      const takenOut = { count: 0 - other.count, digest: other.digest }
      expect(joinedEvents(joinedEvents(one, other), takenOut)).toEqual(one)
    }),
  )
})
