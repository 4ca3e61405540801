import { expect, test } from 'vitest'
import { factInForce, rowInForce } from '../../rules/dated-series.ts'
import { april, fact, january, march, may } from './examples.ts'

test('"the value in force for a month is the one with the latest `from` not after it"', () => {
  const series = [fact('from April', april), fact('from January', january)]
  expect(factInForce(series, march, may)?.value).toBe('from January')
  expect(factInForce(series, april, may)?.value).toBe('from April')
  expect(factInForce(series, may, may)?.value).toBe('from April')
})

test('"of two with the same `from`, the one recorded later", in whatever order they are read', () => {
  const first = fact('first', march)
  const second = fact('second', march)
  expect(factInForce([first, second], march, may)?.value).toBe('second')
  expect(factInForce([second, first], march, may)?.value).toBe('second')
})

test('before the first value nothing is in force: never a default', () => {
  expect(factInForce([fact('value', april)], march, may)).toBeUndefined()
  expect(factInForce([], march, may)).toBeUndefined()
})

test('a month can be asked as it was known when another month closed', () => {
  const series = [fact('as reported', january), fact('as corrected', january, april)]
  expect(factInForce(series, january, march)?.value).toBe('as reported')
  expect(factInForce(series, january, april)?.value).toBe('as corrected')
})

test('a new reading of a rule is a new dated row beside the old one', () => {
  const rows = [
    { from: january, source: 'the document', value: 'old reading' },
    { from: april, source: 'our decision', value: 'new reading' },
  ]
  expect(rowInForce(rows, march)?.value).toBe('old reading')
  expect(rowInForce(rows, april)?.value).toBe('new reading')
  expect(rowInForce(rows.slice(1), march)).toBeUndefined()
})
