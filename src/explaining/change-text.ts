import type { HoldReason } from '../../rules/rate-month.ts'
import { amountText } from './amount-text.ts'
import type { Change, FirstSuccessEvent, PostedUsage } from './explanation.ts'
import { recordedText, valueText } from './value-text.ts'

export interface ChangeText {
  readonly label: string
  readonly sentences: readonly string[]
}

/** A change in words: what it is about, then a sentence each. */
export function changeText(change: Change): ChangeText {
  switch (change.kind) {
    case 'held':
      return {
        label: 'Held',
        sentences: [`by the run of ${change.billingMonth}: ${holdText(change.reason)}`],
      }
    case 'late-events':
      return { label: 'Late events', sentences: [usageText(change.usage)] }
    case 'events-taken-back':
      return { label: 'Taken back', sentences: [usageText(change.usage)] }
    case 'late-first-success':
      return { label: 'Late success', sentences: successSentences(change.success) }
    case 'first-success-taken-back':
      return { label: 'Taken back', sentences: successSentences(change.success) }
    case 'other-value': {
      const before = change.before === undefined ? undefined : valueText(change.before)
      const after = change.after === undefined ? undefined : valueText(change.after)
      return {
        label: before?.label ?? after?.label ?? '',
        sentences: [
          `before: ${before?.value ?? 'none'}`,
          `now: ${after?.value ?? 'none'}`,
          ...(after?.recorded === undefined ? [] : [after.recorded]),
        ],
      }
    }
  }
}

function usageText({ events, quantity, postedIn, takenBack }: PostedUsage): string {
  const count = events === 1 ? '1 event' : `${events} events`
  const why = takenBack === undefined ? '' : `, by ${takenBack.recordedBy}: ${takenBack.reason}`
  return `${count}, ${amountText(quantity, 'units')}, posted in ${postedIn}${why}`
}

function successSentences(success: FirstSuccessEvent): readonly string[] {
  const { value, recorded } = valueText({ kind: 'first-success', success })
  const { takenBack } = success
  return [
    value,
    ...(recorded === undefined ? [] : [recorded]),
    ...(takenBack === undefined
      ? []
      : [`taken back, posted in ${takenBack.postedIn}: ${takenBack.reason}`, recordedText(takenBack)]),
  ]
}

function holdText(hold: HoldReason): string {
  return hold.reason === 'held-by-clerk' ? `held by a clerk from ${hold.from} on: ${hold.why}` : hold.reason
}
