import { amountText } from './amount-text.ts'
import type { Change } from './explanation.ts'
import { valueText } from './value-text.ts'

/** A change in words: what it is about, then a sentence each. */
export function changeText(change: Change): {
  readonly label: string
  readonly sentences: readonly string[]
} {
  switch (change.kind) {
    case 'held':
      return { label: 'Held', sentences: [`by the run of ${change.billingMonth}: ${change.reason}`] }
    case 'late-events': {
      const { events, quantity, postedIn } = change.usage
      const count = events === 1 ? '1 event' : `${events} events`
      return {
        label: 'Late events',
        sentences: [`${count}, ${amountText(quantity, 'units')}, posted in ${postedIn}`],
      }
    }
    case 'late-first-success': {
      const { value, recorded } = valueText({ kind: 'first-success', success: change.success })
      return { label: 'Late success', sentences: [value, ...(recorded === undefined ? [] : [recorded])] }
    }
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
