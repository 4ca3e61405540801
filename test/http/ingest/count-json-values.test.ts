import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countJsonValues } from '../../../src/http/ingest/count-json-values.ts'

/** Values and empty brackets, as somebody counts them who has read the JSON. */
function counted(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  const inside = Object.values(value).map(counted)
  return Math.max(2, 1 + inside.reduce((sum, each) => sum + each, 0))
}

test('the values of any JSON are counted without reading it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, space) => {
      const text = new TextEncoder().encode(JSON.stringify(value, null, space))
      expect(countJsonValues(text)).toBe(counted(value))
    }),
  )
})

test.each(['', '"', '"\\', '[[[', ',,,', '"a\\"[,{'])(
  'what is no JSON is counted all the same: %s',
  (text) => {
    expect(countJsonValues(new TextEncoder().encode(text))).toBeGreaterThan(0)
  },
)
