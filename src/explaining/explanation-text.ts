import type { EventSet } from '../../rules/event-set.ts'
import { formatMoney } from '../../rules/money.ts'
import { chargeName } from '../documents/charge-name.ts'
import { wrapText } from '../documents/wrap-text.ts'
import { euros } from './amount-text.ts'
import { changeText } from './change-text.ts'
import type { Explanation, LineExplanation } from './explanation.ts'
import { stepsText } from './steps-text.ts'
import { valueText } from './value-text.ts'

/** Columns of an explanation in a terminal. */
const textWidth = 100

/** What is explained: the document and its totals. */
export function headingText({ document }: Explanation): readonly string[] {
  const { kind, number, buyer, customer, month, issueDate, net, vat, gross, ruleSet, corrects } = document
  const title = kind === 'invoice' ? 'INVOICE' : 'CREDIT NOTE'
  return [
    ...wrapText(`${title} ${number}, ${buyer.name} (${customer})`, textWidth),
    `Bills ${month}, issued ${issueDate}, rule set ${ruleSet}`,
    `Net ${formatMoney(net)}, VAT ${formatMoney(vat)}, gross ${formatMoney(gross)} EUR`,
    ...wrapText(corrects.length === 0 ? '' : `Corrects ${corrects.join(', ')}`, textWidth),
    '',
  ]
}

/** A line: why it differs, the values, the arithmetic, the rules. Rules in `told` are named and not told again. */
export function lineText(explained: LineExplanation, told: ReadonlySet<string>): readonly string[] {
  const { line, changes, values, steps, billedBefore, rules, knownBefore } = explained
  const again = rules.filter(({ rule }) => told.has(rule)).map(({ rule }) => rule)
  return [
    ...headline(
      `LINE ${line.lineNumber}  `,
      `${chargeName(line)}, used in ${line.usageMonth}`,
      euros(line.net),
    ),
    ...section(
      `Billed before, as known in ${knownBefore}`,
      billedBefore.map(({ number, lineNumber, quantity, net }) =>
        entry(number, [`line ${lineNumber}: quantity ${quantity.toFixed()}, ${euros(net)}`]),
      ),
    ),
    ...section(
      `Became known after ${knownBefore}`,
      changes.map(changeText).map(({ label, sentences }) => entry(label, sentences)),
    ),
    ...section(
      'Values',
      values
        .map(valueText)
        .map(({ label, value, recorded }) =>
          entry(label, [value, ...(recorded === undefined ? [] : [recorded])]),
        ),
    ),
    ...section(
      'Arithmetic',
      stepsText(steps).map(({ label, text }) => entry(label, [text], stepLabelWidth)),
    ),
    ...section('Events', line.events === undefined ? [] : eventsEntries(line.events)),
    ...section('Rules', [
      ...rules
        .filter(({ rule }) => !told.has(rule))
        .map(({ rule, sentence, behind, since }) => entry(rule, [sentence, `${behind} (since ${since})`])),
      ...(again.length === 0 ? [] : [entry('as above', [again.join(', ')])]),
    ]),
    '',
  ]
}

/** What the line commits to: how many events, and the digest of their bodies. */
function eventsEntries({
  before,
  after,
}: NonNullable<LineExplanation['line']['events']>): readonly (readonly string[])[] {
  return [
    ...(before.count === 0 ? [] : [entry('counted before', [eventSetText(before)])]),
    ...(after.count === 0 ? [] : [entry('counted now', [eventSetText(after)])]),
  ]
}

function eventSetText({ count, digest }: EventSet): string {
  return `${count === 1 ? '1 event' : `${count} events`}, digest ${digest}`
}

/** From the lines to the totals; nothing where only one line is explained. */
export function totalsText({ totals }: Explanation): readonly string[] {
  return totals.length === 0
    ? []
    : ['TOTALS', ...stepsText(totals).flatMap(({ label, text }) => entry(label, [text], stepLabelWidth)), '']
}

const labelWidth = 16
const stepLabelWidth = 36

function section(title: string, entries: readonly (readonly string[])[]): readonly string[] {
  return entries.length === 0 ? [] : ['', `  ${title}`, ...entries.flat()]
}

/** Sentences in a column beside their label, each wrapped. */
function entry(label: string, sentences: readonly string[], width = labelWidth): readonly string[] {
  const labels = wrapText(label, width - 2)
  const parts = sentences.flatMap((sentence) => wrapText(sentence, textWidth - 4 - width))
  return Array.from({ length: Math.max(labels.length, parts.length) }, (_, index) =>
    `    ${(labels[index] ?? '').padEnd(width)}${parts[index] ?? ''}`.trimEnd(),
  )
}

/** A title with its amount in the last column. */
function headline(start: string, title: string, amount: string): readonly string[] {
  const width = textWidth - start.length - amount.length - 2
  return wrapText(title, width).map((part, index) =>
    index === 0 ? `${start}${part.padEnd(width)}  ${amount}` : `${' '.repeat(start.length)}${part}`,
  )
}
