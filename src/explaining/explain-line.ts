import type { BillingMonth } from '../../rules/billing-month.ts'
import { registryRow, type RuleId } from '../../rules/registry.ts'
import type { IssuedLine } from '../documents/document.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import type { LineExplanation } from './explanation.ts'
import { lineArithmetic, usageOfLine } from './line-arithmetic.ts'
import { lineChanges } from './line-changes.ts'
import { usedValues } from './used-values.ts'

/** Why a line of a document with this billing month is what it is. Pure: the same facts give the same explanation. */
export function explainLine(
  line: IssuedLine,
  billingMonth: BillingMonth,
  facts: ExplanationFacts,
): LineExplanation {
  const usage = usageOfLine(line, facts.usage)
  const billedBefore = facts.billed
    .filter((billed) => billed.usageMonth === line.usageMonth && billed.charge === line.charge)
    .map(({ usageMonth: _month, charge: _charge, ...billed }) => billed)
  const knownBefore = billedBefore.at(-1)?.billingMonth ?? line.usageMonth
  const values = usedValues(line, billingMonth, facts)
  return {
    line,
    rules: rulesOf(line, billingMonth).map(registryRow),
    values,
    steps: lineArithmetic(line, values, usage, billedBefore),
    billedBefore,
    changes: lineChanges(line, { knownBefore, billingMonth }, usage, facts),
    knownBefore,
  }
}

function rulesOf({ reasons, usageMonth }: IssuedLine, billingMonth: BillingMonth): readonly RuleId[] {
  const adjusts: readonly RuleId[] = usageMonth < billingMonth ? ['R7', 'R8'] : []
  switch (reasons.rule) {
    case 'R3':
      return ['R2.span', 'R3', 'R3.series', 'R5.rounding', ...adjusts, 'R5.vat']
    case 'R4':
      return ['R2.disposition', 'R4', 'R4.customer', 'R4.price', 'R5.rounding', ...adjusts, 'R5.vat']
    case 'R8':
      return reasons.kind === 'manual-charge'
        ? ['R8.manual', ...adjusts, 'R5.vat']
        : ['R2.retraction', ...adjusts, 'R5.vat']
  }
}
