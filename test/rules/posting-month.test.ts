import { expect, test } from 'vitest'
import { postingMonthOf } from '../../rules/posting-month.ts'
import { april, march, may } from './examples.ts'

test.each([
  ['a fact about an open month is posted to it', april, march, april],
  ['a fact about the oldest open month is posted to it', march, march, march],
  ['a late fact is posted to the oldest month still open', march, may, may],
])(
  '"the later of its usage month and the oldest month still open": %s',
  (_, usageMonth, oldestOpen, posted) => {
    expect(postingMonthOf(usageMonth, oldestOpen)).toBe(posted)
  },
)
