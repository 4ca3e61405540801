import { decimal, type Decimal } from '../../rules/decimal.ts'
import { dispositions } from '../../rules/disposition.ts'
import { answerKinds } from '../usage/event-answer.ts'
import type { Outcome, OutcomeDocument } from './actual-outcome.ts'
import type { Expectation, ExpectedDocument } from './scenario-content.ts'

/**
 * Every difference, a sentence each; empty means that the scenario passes. Lists are complete and order does not
 * matter; keys that are left out of a listed item are not compared; amounts and quantities compare as decimals.
 */
export function compareOutcome(expected: Expectation, actual: Outcome): readonly string[] {
  return [
    ...matched(
      expected.invoices,
      actual.invoices,
      ({ customer, month }) => `${customer} ${month}`,
      (key) => `document of ${key}`,
      documentDifferences,
    ),
    ...matched(
      expected.holds,
      actual.holds,
      ({ customer, month, reason }) => `${customer} ${month} ${reason}`,
      (key) => `hold ${key}`,
      () => [],
    ),
    ...(expected.dispositions === undefined
      ? []
      : countDifferences('disposition', dispositions, expected.dispositions, actual.dispositions)),
    ...(expected.answers === undefined
      ? []
      : countDifferences('answer', answerKinds, expected.answers, actual.answers)),
  ]
}

function documentDifferences(expected: ExpectedDocument, actual: OutcomeDocument): readonly string[] {
  return [
    ...different('kind', expected.kind, actual.kind),
    ...(expected.lines === undefined
      ? []
      : matched(
          expected.lines,
          actual.lines,
          ({ charge, usageMonth }) => `${charge} of ${usageMonth ?? expected.month}`,
          (key) => `line ${key}`,
          (line, actualLine) => [
            ...different('quantity', line.quantity, actualLine.quantity),
            ...different('net', line.net, actualLine.net),
          ],
        )),
    ...different('net', expected.net, actual.net),
    ...different('vat', expected.vat, actual.vat),
    ...different('gross', expected.gross, actual.gross),
  ]
}

/** Pairs the items of two complete lists by key; an item without its pair is a difference. */
function matched<Expected, Actual extends Expected | object>(
  expected: readonly Expected[],
  actual: readonly (Actual & Expected)[] | readonly Actual[],
  keyOf: (item: Expected | Actual) => string,
  nameOf: (key: string) => string,
  differencesOf: (one: Expected, other: Actual) => readonly string[],
): readonly string[] {
  const left = [...actual]
  const differences = expected.flatMap((item) => {
    const key = keyOf(item)
    const index = left.findIndex((candidate) => keyOf(candidate) === key)
    const [pair] = index === -1 ? [] : left.splice(index, 1)
    if (pair === undefined) return [`${nameOf(key)}: expected, not found`]
    return differencesOf(item, pair).map((difference) => `${nameOf(key)}: ${difference}`)
  })
  return [...differences, ...left.map((item) => `${nameOf(keyOf(item))}: found, not expected`)]
}

function different(what: string, expected: string | Decimal | undefined, actual: string): readonly string[] {
  if (expected === undefined) return []
  const same = typeof expected === 'string' ? expected === actual : expected.equals(decimal(actual))
  return same
    ? []
    : [`${what}: expected ${typeof expected === 'string' ? expected : expected.toFixed()}, found ${actual}`]
}

function countDifferences<Key extends string>(
  what: string,
  keys: readonly Key[],
  expected: Readonly<Partial<Record<Key, number | undefined>>>,
  actual: Readonly<Record<Key, number>>,
): readonly string[] {
  return keys.flatMap((key) => {
    const wanted = expected[key] ?? 0
    return wanted === actual[key] ? [] : [`${what} ${key}: expected ${wanted}, found ${actual[key]}`]
  })
}
