import { decimal, type Decimal } from '../../rules/decimal.ts'
import { dispositions } from '../../rules/disposition.ts'
import { answerKinds } from '../usage/event-answer.ts'
import type { Outcome, OutcomeDocument, OutcomeHold, OutcomeLine } from './actual-outcome.ts'
import type { Expectation, ExpectedDocument, ExpectedLine } from './scenario-content.ts'

/**
 * Every difference, a sentence each; empty means that the scenario passes. Lists are complete and order does not
 * matter; keys that are left out of a listed item are not compared; amounts and quantities compare as decimals.
 */
export function compareOutcome(expected: Expectation, actual: Outcome): readonly string[] {
  return [
    ...matched(expected.invoices, actual.invoices, documents),
    ...matched(expected.holds, actual.holds, holds),
    ...(expected.dispositions === undefined
      ? []
      : countDifferences('disposition', dispositions, expected.dispositions, actual.dispositions)),
    ...(expected.answers === undefined
      ? []
      : countDifferences('answer', answerKinds, expected.answers, actual.answers)),
  ]
}

/** How the items of two lists are paired, named and compared. */
interface Matching<Expected, Actual> {
  readonly isPair: (expected: Expected, actual: Actual) => boolean
  readonly nameOf: (item: Expected | Actual) => string
  readonly differencesOf: (expected: Expected, actual: Actual) => readonly string[]
}

const documents: Matching<ExpectedDocument, OutcomeDocument> = {
  isPair: (expected, actual) => expected.customer === actual.customer && expected.month === actual.month,
  nameOf: ({ customer, month }) => `document of ${customer} ${month}`,
  differencesOf: (expected, actual) => [
    ...different('kind', expected.kind, actual.kind),
    ...(expected.lines === undefined ? [] : matched(expected.lines, actual.lines, linesOf(expected.month))),
    ...different('net', expected.net, actual.net),
    ...different('vat', expected.vat, actual.vat),
    ...different('gross', expected.gross, actual.gross),
  ],
}

/** A charge by hand is any one of its month, or the one with the text that is given. */
function linesOf(month: string): Matching<ExpectedLine, OutcomeLine> {
  return {
    isPair: (expected, actual) =>
      expected.charge === actual.charge &&
      (expected.usageMonth ?? month) === actual.usageMonth &&
      (expected.text === undefined || expected.text === actual.text),
    nameOf: ({ charge, text, usageMonth }) =>
      `line ${charge}${text === undefined ? '' : ` ${JSON.stringify(text)}`} of ${usageMonth ?? month}`,
    differencesOf: (expected, actual) => [
      ...different('quantity', expected.quantity, actual.quantity),
      ...different('net', expected.net, actual.net),
    ],
  }
}

const holds: Matching<Expectation['holds'][number], OutcomeHold> = {
  isPair: (expected, actual) =>
    expected.customer === actual.customer &&
    expected.month === actual.month &&
    expected.reason === actual.reason,
  nameOf: ({ customer, month, reason }) => `hold ${customer} ${month} ${reason}`,
  differencesOf: () => [],
}

/** Pairs the items of two complete lists, without a difference where that can be; one without its pair is a difference. */
function matched<Expected, Actual>(
  expected: readonly Expected[],
  actual: readonly Actual[],
  { isPair, nameOf, differencesOf }: Matching<Expected, Actual>,
): readonly string[] {
  const left = new Set(actual)
  const differences = expected.flatMap((item) => {
    const candidates = [...left].filter((candidate) => isPair(item, candidate))
    const pair = candidates.find((candidate) => differencesOf(item, candidate).length === 0) ?? candidates[0]
    if (pair === undefined) return [`${nameOf(item)}: expected, not found`]
    left.delete(pair)
    return differencesOf(item, pair).map((difference) => `${nameOf(item)}: ${difference}`)
  })
  return [...differences, ...[...left].map((item) => `${nameOf(item)}: found, not expected`)]
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
