import type { Disposition } from '../../rules/disposition.ts'
import type { AnswerKind, EventAnswer } from '../usage/event-answer.ts'

/** What became of the demo's events. */
export interface DemoTally {
  readonly answers: Readonly<Record<AnswerKind, number>>
  /** Of those recorded. */
  readonly dispositions: Readonly<Record<Disposition, number>>
  /** Of those recorded: known only after their usage month had closed. */
  readonly afterClosing: number
}

/** Counts answers. */
export class TallyOfAnswers implements DemoTally {
  readonly answers = { recorded: 0, 'already-recorded': 0, conflict: 0, refused: 0 }
  readonly dispositions = { billable: 0, failed: 0, 'other-channel': 0, 'not-eligible': 0, 'api-closed': 0 }
  afterClosing = 0

  add(answer: EventAnswer): void {
    this.answers[answer.kind] += 1
    if (answer.kind !== 'recorded') return
    this.dispositions[answer.disposition] += 1
    if (answer.postingMonth > answer.usageMonth) this.afterClosing += 1
  }
}
