import type { BillingMonth } from '../../rules/billing-month.ts'
import { registryRow } from '../../rules/registry.ts'
import type { IssuedLine } from '../documents/document.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import type { LineExplanation } from './explanation.ts'
import { lineArithmetic, usageOfLine } from './line-arithmetic.ts'
import { lineChanges } from './line-changes.ts'
import { rulesOfLine } from './rules-of-line.ts'
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
  const steps = lineArithmetic(line, values, usage, billedBefore)
  const changes = lineChanges(line, { knownBefore, billingMonth }, usage, facts)
  const rules = rulesOfLine(line, billingMonth, changes, steps).map(registryRow)
  return { line, rules, values, steps, billedBefore, changes, knownBefore }
}
