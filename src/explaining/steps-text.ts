import type { RuleId } from '../../rules/registry.ts'
import { amountText } from './amount-text.ts'
import type { ArithmeticStep, Operand, Operation } from './arithmetic.ts'

/** Steps as `expression = result` beside their names; rounding that changes nothing goes without saying. */
export function stepsText(
  steps: readonly ArithmeticStep[],
): readonly { readonly label: string; readonly text: string }[] {
  return steps
    .filter((step) => steps.length === 1 || !isIdleRounding(step))
    .map((step) => ({ label: step.name, text: stepText(step) }))
}

function isIdleRounding(step: ArithmeticStep): boolean {
  return step.operation === 'round-half-away-from-zero' && changesNothing(step)
}

function stepText(step: ArithmeticStep): string {
  const result = amountText(step.result, step.measure)
  const [only] = step.operands
  return only !== undefined && changesNothing(step)
    ? `${result}${nameText(only)}`
    : `${expression(step)} = ${result}`
}

/** A sum of one, or the rounding of whole cents. */
function changesNothing({ operation, operands, result }: ArithmeticStep): boolean {
  const [only, ...others] = operands
  const isOne = operation === 'add' || operation === 'round-half-away-from-zero'
  return isOne && others.length === 0 && only?.value === result
}

function expression({ rule, operation, operands }: ArithmeticStep): string {
  if (operands.length === 0) return 'nothing'
  const isSum = operation === 'add' || operation === 'subtract'
  const parts = operands.map((operand, index) => {
    const amount = amountText(operand.value, operand.measure)
    const shown = isSum ? amount.replace(/ \w+$/, '') : amount
    const signed = index === 0 ? shown : withSign(operation, shown)
    return `${signed}${namedByStep.has(rule) ? '' : nameText(operand)}`
  })
  return `${parts.join('')}${operation === 'round-half-away-from-zero' ? ', half away from zero' : ''}`
}

/** Where a value that no step gave is from. */
function nameText({ name, step }: Operand): string {
  return step === null ? ` [${name}]` : ''
}

/** Rules whose steps say by their own names what is reckoned with. */
const namedByStep: ReadonlySet<RuleId> = new Set<RuleId>(['R4.price', 'R5.vat'])

/** An operand after the first with what is done with it; nobody writes `+ -3`. */
function withSign(operation: Operation, amount: string): string {
  if (operation === 'add' && amount.startsWith('-')) return ` - ${amount.slice(1)}`
  return `${signs[operation]}${amount.startsWith('-') ? `(${amount})` : amount}`
}

const signs: Readonly<Record<Operation, string>> = {
  add: ' + ',
  subtract: ' - ',
  multiply: ' x ',
  'divide-rounding-up': ' / ',
  'percent-of': ' x ',
  'round-half-away-from-zero': ', ',
}
