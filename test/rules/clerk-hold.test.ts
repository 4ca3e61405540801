import { expect, test } from 'vitest'
import { clerkHoldOf } from '../../rules/clerk-hold.ts'
import { april, fact, january, march, may } from './examples.ts'

const held = { held: true, reason: 'disputed' }
const released = { held: false, reason: 'settled' }

test('"A clerk may hold a customer from a month on": every month from it on, none before it', () => {
  const series = [fact(held, march)]
  expect(clerkHoldOf(series, january, may)).toBeUndefined()
  expect(clerkHoldOf(series, march, may)?.value).toEqual(held)
  expect(clerkHoldOf(series, may, may)?.value).toEqual(held)
})

test('"and release it": from the same month all of it, from a later one only what comes then', () => {
  const whole = [fact(held, march), fact(released, march, april)]
  expect(clerkHoldOf(whole, march, march)?.value).toEqual(held)
  expect(clerkHoldOf(whole, march, april)).toBeUndefined()
  const part = [fact(held, march), fact(released, may)]
  expect(clerkHoldOf(part, april, may)?.value).toEqual(held)
  expect(clerkHoldOf(part, may, may)).toBeUndefined()
})
