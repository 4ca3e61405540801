import { decimal, zero, type Decimal } from '../../rules/decimal.ts'
import type { RuleId } from '../../rules/registry.ts'
import { blocksRoundedUp, roundToCentsHalfAwayFromZero } from '../../rules/rounding.ts'

/**
 * What is done with the operands, from the left: `percent-of` takes that many per cent of the first, and
 * `divide-rounding-up` gives whole packages. The sum of nothing is 0 EUR.
 */
export type Operation =
  'add' | 'subtract' | 'multiply' | 'divide-rounding-up' | 'percent-of' | 'round-half-away-from-zero'

export type Measure = 'EUR' | 'units' | 'packages' | '%'

export interface Operand {
  readonly name: string
  /** An exact decimal. */
  readonly value: string
  readonly measure: Measure
  /** The step that gave it; null for a value that was read. */
  readonly step: number | null
}

/** One calculation: anybody who repeats it gets `result`. */
export interface ArithmeticStep {
  /** From 1 in each calculation. */
  readonly step: number
  readonly rule: RuleId
  readonly name: string
  readonly operation: Operation
  readonly operands: readonly Operand[]
  /** An exact decimal. */
  readonly result: string
  readonly measure: Measure
}

/** A calculation as it grows: every step done is written down, and its result can be an operand of later ones. */
export class Arithmetic {
  readonly #steps: ArithmeticStep[] = []

  get steps(): readonly ArithmeticStep[] {
    return this.#steps
  }

  calculate(rule: RuleId, name: string, operation: Operation, operands: readonly Operand[]): Operand {
    const step = this.#steps.length + 1
    const result = resultOf(
      operation,
      operands.map(({ value }) => decimal(value)),
    )
    const measure = measureOf(operation, operands)
    this.#steps.push({ step, rule, name, operation, operands, result: result.toFixed(), measure })
    return { name, value: result.toFixed(), measure, step }
  }
}

/** A value that no step gave. */
export function given(name: string, value: Decimal | string, measure: Measure): Operand {
  return { name, value: decimal(value).toFixed(), measure, step: null }
}

function resultOf(operation: Operation, [first = zero, ...others]: readonly Decimal[]): Decimal {
  switch (operation) {
    case 'add':
      return others.reduce((sum, each) => sum.plus(each), first)
    case 'subtract':
      return others.reduce((rest, each) => rest.minus(each), first)
    case 'multiply':
      return others.reduce((product, each) => product.times(each), first)
    case 'divide-rounding-up':
      return others.reduce(blocksRoundedUp, first)
    case 'percent-of':
      return others.reduce((part, each) => part.times(each).dividedBy(decimal(100)), first)
    case 'round-half-away-from-zero':
      return roundToCentsHalfAwayFromZero(first)
  }
}

function measureOf(operation: Operation, operands: readonly Operand[]): Measure {
  if (operation === 'divide-rounding-up') return 'packages'
  return operation === 'multiply' ? 'EUR' : (operands[0]?.measure ?? 'EUR')
}
