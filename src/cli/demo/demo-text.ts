import type { Instant } from '../../../rules/instant.ts'
import type { DemoPointers } from '../../demo/demo-pointers.ts'
import type { DemoResult } from '../../demo/run-demo.ts'
import type { DemoSize } from '../../demo/population.ts'
import type { Document } from '../../documents/document.ts'
import { documentText } from '../../documents/document-text.ts'
import { explainLine } from '../../documents/explain-line.ts'
import { wrapText } from '../../documents/wrap-text.ts'
import { chargesText, holdsText, monthsText } from './demo-months-text.ts'
import { furtherText } from './demo-further-text.ts'
import { recordedText } from './demo-recorded-text.ts'

/** Everything a demo has to tell. */
export interface ShownDemo {
  readonly size: DemoSize
  readonly result: DemoResult
  readonly explained: Document | undefined
  readonly pointers: DemoPointers
}

/** The demo for a new user: what was recorded, what it costs, why, and where to look next. */
export function demoText({ result, explained, pointers }: ShownDemo, now: Instant): string {
  return [
    section('Recorded', recordedText(result)),
    section('Months', monthsText(result.months)),
    section('Net by charge, EUR', chargesText(result.months)),
    section('Held, not invoiced until it is mended: customer months by reason', holdsText(result.months)),
    ...(explained === undefined
      ? []
      : [section('One invoice, and why every line is what it is', why(explained))]),
    section('Customers with a story', storiesText(pointers)),
    section('Look further', furtherText(result, explained, pointers, now)),
    'Everything here is invented: customers, calls and prices.',
  ].join('\n\n')
}

function section(title: string, text: string): string {
  return `== ${title}\n\n${text}`
}

const width = 96

function why(document: Document): string {
  const explained = document.lines.flatMap((line) => [
    `Line ${line.lineNumber}`,
    ...explainLine(line).flatMap((sentence) =>
      wrapText(sentence, width - 4).map((part, index) => `${index === 0 ? '  ' : '    '}${part}`),
    ),
  ])
  return [documentText(document).trimEnd(), '', ...explained].join('\n')
}

function storiesText({ stories }: DemoPointers): string {
  return stories.map(({ customer, story }) => `${customer}  ${story}`).join('\n')
}
