import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstant, parseInstant } from '../../../rules/instant.ts'
import { instants } from '../generators.ts'

test('an instant survives being written and read, to the microsecond', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant)
    }),
  )
})

test('the engine reads an instant as JavaScript does, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1970-02-01'), max: new Date('2199-11-30'), noInvalidDate: true }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      (date, offsetMinutes) => {
        const local = new Date(date.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1)
        const minutes = Math.abs(offsetMinutes)
        const offset = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'))
        const text = `${local}${offsetMinutes < 0 ? '-' : '+'}${offset.join(':')}`
        expect(parseInstant(text)).toBe(new Date(text).getTime() * 1000)
      },
    ),
  )
})
