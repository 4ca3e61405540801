import { expect, test } from 'vitest'
import { accessChangeDecision, openingAt, openingsOf } from '../../rules/api-access.ts'
import { instant, packagePremium, separateBasic } from './examples.ts'

const opened = instant('2026-03-03T09:00:00+02:00')
const closed = instant('2026-04-02T09:00:00+03:00')
const later = instant('2026-04-10T09:00:00+03:00')
const packageBasic = { pricingModel: 'package', servicePackage: 'basic' } as const

test('"it is possible to open or close the whole API traffic": openings follow from the changes', () => {
  expect(openingsOf([])).toEqual([])
  expect(openingsOf([{ at: opened, open: true }])).toEqual([
    { openingNumber: 1, openedAt: opened, closedAt: undefined },
  ])
  expect(
    openingsOf([
      { at: opened, open: true },
      { at: closed, open: false },
      { at: later, open: true },
    ]),
  ).toEqual([
    { openingNumber: 1, openedAt: opened, closedAt: closed },
    { openingNumber: 3, openedAt: later, closedAt: undefined },
  ])
})

test('an open API is not opened again, a closed one not closed again', () => {
  const open = [{ openedAt: opened, closedAt: undefined }]
  const shut = [{ openedAt: opened, closedAt: closed }]
  expect(accessChangeDecision({ at: later, open: true }, open, separateBasic).kind).toBe('api-already-open')
  expect(accessChangeDecision({ at: later, open: false }, shut, separateBasic).kind).toBe(
    'api-already-closed',
  )
  expect(accessChangeDecision({ at: later, open: false }, [], separateBasic).kind).toBe('api-already-closed')
  expect(accessChangeDecision({ at: later, open: true }, shut, separateBasic).kind).toBe('allowed')
  expect(accessChangeDecision({ at: later, open: false }, open, separateBasic).kind).toBe('allowed')
})

test('a change never lies before the last one', () => {
  expect(
    accessChangeDecision({ at: opened, open: true }, [{ openedAt: opened, closedAt: closed }], separateBasic),
  ).toEqual({ kind: 'before-last-change', lastChangeAt: closed })
})

test('only terms that include the API may open it; anyone may close it', () => {
  const open = [{ openedAt: opened, closedAt: undefined }]
  expect(accessChangeDecision({ at: opened, open: true }, [], packagePremium).kind).toBe('allowed')
  expect(accessChangeDecision({ at: opened, open: true }, [], packageBasic)).toEqual({
    kind: 'package-lacks-api',
    servicePackage: 'basic',
  })
  expect(accessChangeDecision({ at: opened, open: true }, [], undefined)).toEqual({ kind: 'no-terms' })
  expect(accessChangeDecision({ at: later, open: false }, open, packageBasic).kind).toBe('allowed')
  expect(accessChangeDecision({ at: later, open: false }, open, undefined).kind).toBe('allowed')
})

test('"activating web service interface does not automatically update customer to package pricing": terms stay', () => {
  const terms = Object.freeze({ ...packageBasic })
  const change = Object.freeze({ at: opened, open: true })
  const decision = accessChangeDecision(change, Object.freeze([]), terms)
  expect(terms).toEqual(packageBasic)
  expect(Object.keys(decision)).toEqual(['kind', 'servicePackage'])
})

test('an opening is half-open: its first instant is open, the instant of the closing is closed', () => {
  const openings = [{ openedAt: opened, closedAt: closed }]
  expect(openingAt(openings, opened)).toBe(openings[0])
  expect(openingAt(openings, instant('2026-04-02T08:59:59.999999+03:00'))).toBe(openings[0])
  expect(openingAt(openings, closed)).toBeUndefined()
  expect(openingAt(openings, instant('2026-03-03T08:59:59.999999+02:00'))).toBeUndefined()
  expect(openingAt([], opened)).toBeUndefined()
})
