import type { Instant } from '../../../rules/instant.ts'
import type { DemoPointers } from '../../demo/demo-pointers.ts'
import type { DemoResult } from '../../demo/run-demo.ts'
import type { DemoSize } from '../../demo/population.ts'
import { documentText } from '../../documents/document-text.ts'
import type { Explanation } from '../../explaining/explanation.ts'
import { lineText } from '../../explaining/explanation-text.ts'
import { chargesText, holdsText, monthsText } from './demo-months-text.ts'
import { furtherText } from './demo-further-text.ts'
import { recordedText } from './demo-recorded-text.ts'

/** Everything a demo has to tell. */
export interface ShownDemo {
  readonly size: DemoSize
  readonly result: DemoResult
  readonly explained: Explanation | undefined
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
      : [section('One invoice, and why its first line is what it is', why(explained))]),
    section('Customers with a story', storiesText(pointers)),
    section('Look further', furtherText(result, explained?.document, pointers, now)),
    'Everything here is invented: customers, calls and prices.',
  ].join('\n\n')
}

function section(title: string, text: string): string {
  return `== ${title}\n\n${text}`
}

function why({ document, lines }: Explanation): string {
  const first = lines.slice(0, 1).flatMap((line) => lineText(line, new Set()))
  return [documentText(document).trimEnd(), '', ...first].join('\n').trimEnd()
}

function storiesText({ stories }: DemoPointers): string {
  return stories.map(({ customer, story }) => `${customer}  ${story}`).join('\n')
}
