import type { Disposition } from '../../../rules/disposition.ts'
import type { DemoResult } from '../../demo/run-demo.ts'
import type { AnswerKind } from '../../usage/event-answer.ts'
import { table } from '../table.ts'
import { grouped } from '../grouped.ts'

/** How many events were sent, what each was answered, and how fast. */
export function recordedText({ customers, tally, recordingSeconds, seconds }: DemoResult): string {
  const sent = Object.values(tally.answers).reduce((sum, count) => sum + count, 0)
  const perSecond = Math.round(sent / Math.max(recordingSeconds, 0.001))
  return [
    `${grouped(customers)} customers; ${grouped(sent)} API call events sent, 1 January to 2 April 2026, in ${recordingSeconds.toFixed(1)} s (${grouped(perSecond)}/s)`,
    `All in all ${seconds.toFixed(1)} s: recorded, closed and invoiced`,
    '',
    table(
      [{ title: 'answer' }, { title: 'events', align: 'right' }, { title: '' }],
      answerTexts.map(([kind, text]) => [kind, grouped(tally.answers[kind]), text]),
    ),
    '',
    table(
      [{ title: 'recorded as' }, { title: 'events', align: 'right' }, { title: '' }],
      dispositionTexts.map(([kind, text]) => [kind, grouped(tally.dispositions[kind]), text]),
    ),
    '',
    `${grouped(tally.afterClosing)} of them became known after their month had closed: a later invoice adjusts it.`,
  ].join('\n')
}

const answerTexts: readonly (readonly [AnswerKind, string])[] = [
  ['recorded', 'new, each counts once'],
  ['already-recorded', 'sent again: changed nothing'],
  ['conflict', 'sent again with another body: refused, the first stands'],
  ['refused', 'unknown customer, too old, or ahead of the clock'],
]

const dispositionTexts: readonly (readonly [Disposition, string])[] = [
  ['billable', 'successful calls of the web service'],
  ['failed', ''],
  ['other-channel', 'Store extension, Finvoice import, Smart Excel: never billed'],
  ['not-eligible', 'the service package lacks the API'],
  ['api-closed', 'the API was closed at the time'],
]
