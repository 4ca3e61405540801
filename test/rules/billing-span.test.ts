import { expect, test } from 'vitest'
import { billingSpans, spanCovering } from '../../rules/billing-span.ts'
import { april, firstSuccess, instant, march, may } from './examples.ts'

const openedAt = instant('2026-03-03T09:00:00+02:00')
const successAt = instant('2026-03-10T10:00:00+02:00')
const success = firstSuccess(1, successAt, march)
const june = instant('2026-06-15T09:00:00+03:00')

function opening(closing: string | undefined) {
  return { openingNumber: 1, openedAt, closedAt: closing === undefined ? undefined : instant(closing) }
}

test('"API billing starts only when the first successful request is made": opening alone starts nothing', () => {
  expect(billingSpans([opening(undefined)], [], may)).toEqual([])
})

test('the span starts in the month of the first success and runs while the API is open', () => {
  expect(billingSpans([opening(undefined)], [success], may)).toEqual([
    { firstSuccessAt: successAt, events: success.events, from: march, closedAt: undefined, to: undefined },
  ])
})

test.each([
  ['2026-04-01T00:00:00+03:00', april],
  ['2026-04-02T09:00:00+03:00', april],
  ['2026-04-30T23:59:59.999999+03:00', april],
  ['2026-05-01T00:00:00+03:00', may],
  ['2026-03-10T10:00:01+02:00', march],
])('"Billing will end at the end of the current month": closed %s, billed to %s included', (closing, to) => {
  const spans = billingSpans([opening(closing)], [success], may)
  expect(spans).toHaveLength(1)
  expect(spans[0]?.to).toBe(to)
})

test('a reopening starts nothing by itself; the first success after it starts a new span', () => {
  const reopened = {
    openingNumber: 3,
    openedAt: instant('2026-05-05T09:00:00+03:00'),
    closedAt: undefined,
  }
  const openings = [opening('2026-03-20T09:00:00+02:00'), reopened]
  expect(billingSpans(openings, [success], may)).toHaveLength(1)
  const again = firstSuccess(3, instant('2026-05-06T09:00:00+03:00'), may)
  const spans = billingSpans(openings, [success, again], may)
  expect(spans.map((span) => [span.from, span.to])).toEqual([
    [march, march],
    [may, undefined],
  ])
  expect(spanCovering(spans, april)).toBeUndefined()
})

test('a success that becomes known late moves the start back, from the month it became known in', () => {
  const late = firstSuccess(1, successAt, may)
  const known = firstSuccess(1, instant('2026-04-05T10:00:00+03:00'), april)
  expect(billingSpans([opening(undefined)], [late, known], april)[0]?.from).toBe(april)
  expect(billingSpans([opening(undefined)], [late, known], may)[0]?.from).toBe(march)
})

test('an event accepted minutes ahead of its closing month still owes the month it fell in', () => {
  const ahead = firstSuccess(1, instant('2026-04-01T00:02:00+03:00'), april)
  const [span] = billingSpans([opening('2026-03-31T23:59:00+03:00')], [ahead], april)
  expect([span?.from, span?.to]).toEqual([april, april])
})

test('a closing shows in no span as it was known before the closing: an issued line is explained the same for ever', () => {
  const closedInJune = { openingNumber: 1, openedAt, closedAt: june }
  expect(billingSpans([closedInJune], [success], march)).toEqual(
    billingSpans([opening(undefined)], [success], march),
  )
})

test('a success that is taken back starts nothing from then on, and the next one that is left does', () => {
  const takenBack = firstSuccess(1, successAt, march, may)
  const next = firstSuccess(1, instant('2026-04-05T10:00:00+03:00'), march)
  expect(billingSpans([opening(undefined)], [takenBack, next], april)[0]?.from).toBe(march)
  expect(billingSpans([opening(undefined)], [takenBack, next], may)[0]?.from).toBe(april)
  expect(billingSpans([opening(undefined)], [takenBack], may)).toEqual([])
})

test('of two openings at one instant each has its own span', () => {
  const first = { openingNumber: 1, openedAt, closedAt: openedAt }
  const second = { openingNumber: 3, openedAt, closedAt: undefined }
  expect(billingSpans([first, second], [firstSuccess(3, successAt, march)], may)).toEqual([
    expect.objectContaining({ from: march, to: undefined }),
  ])
})
