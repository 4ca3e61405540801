import type { BillingMonth } from '../../rules/billing-month.ts'
import type { RuleId } from '../../rules/registry.ts'
import type { IssuedLine } from '../documents/document.ts'
import type { ArithmeticStep } from './arithmetic.ts'
import type { Change } from './explanation.ts'

/** The rules that a line rests on, each once: those of its charge, of what became known since, and of every step. */
export function rulesOfLine(
  line: IssuedLine,
  billingMonth: BillingMonth,
  changes: readonly Change[],
  steps: readonly ArithmeticStep[],
): readonly RuleId[] {
  const adjusts: readonly RuleId[] = line.usageMonth < billingMonth ? ['R7', 'R8'] : []
  return [
    ...new Set([
      ...chargeRules(line),
      ...adjusts,
      ...changes.flatMap(changeRules),
      ...steps.map(({ rule }) => rule),
      'R5.vat' as const,
    ]),
  ]
}

function chargeRules({ reasons }: IssuedLine): readonly RuleId[] {
  switch (reasons.rule) {
    case 'R3':
      return ['R2.span', 'R3', 'R3.series', 'R5.rounding']
    case 'R4':
      return ['R2.disposition', 'R4', 'R4.customer', 'R4.price', 'R5.rounding']
    case 'R8':
      return reasons.kind === 'manual-charge' ? ['R8.manual'] : []
  }
}

function changeRules(change: Change): readonly RuleId[] {
  switch (change.kind) {
    case 'held':
      return change.reason.reason === 'held-by-clerk' ? ['R6', 'R6.clerk'] : ['R6']
    case 'events-taken-back':
    case 'first-success-taken-back':
      return ['R2.retraction']
    case 'other-value':
      return ['R3.series']
    case 'late-events':
    case 'late-first-success':
      return []
  }
}
