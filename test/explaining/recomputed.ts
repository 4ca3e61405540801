import { Decimal } from 'decimal.js'
import type { ArithmeticStep, Operand } from '../../src/explaining/arithmetic.ts'

/** What the steps give when somebody else repeats them; throws where a step does not follow from those before it. */
export function recomputed(steps: readonly ArithmeticStep[]): string {
  const results = new Map<number, Decimal>()
  for (const { step, operation, operands, result } of steps) {
    const repeated = calculated(
      operation,
      operands.map((operand) => valueOf(operand, results)),
    )
    if (!repeated.equals(result))
      throw new RangeError(`step ${step} gives ${repeated.toFixed()}, not ${result}`)
    results.set(step, repeated)
  }
  const last = steps.at(-1)
  if (last === undefined) throw new RangeError('there are no steps')
  return new Exact(last.result).toFixed(2)
}

const Exact = Decimal.clone({ precision: 200 })

function valueOf({ name, value, step }: Operand, results: ReadonlyMap<number, Decimal>): Decimal {
  if (step === null) return new Exact(value)
  const result = results.get(step)
  if (result === undefined || !result.equals(value))
    throw new RangeError(`${name} is not the result of step ${step}`)
  return result
}

function calculated(operation: ArithmeticStep['operation'], operands: readonly Decimal[]): Decimal {
  const [one = new Exact(0), other = new Exact(0)] = operands
  switch (operation) {
    case 'add':
      return operands.reduce((sum, each) => sum.plus(each), new Exact(0))
    case 'subtract':
      return one.minus(other)
    case 'multiply':
      return one.times(other)
    case 'divide-rounding-up':
      return one.dividedBy(other).ceil()
    case 'percent-of':
      return one.times(other).dividedBy(100)
    case 'round-half-away-from-zero': {
      const cents = one.abs().times(100).plus('0.5').floor().dividedBy(100)
      return one.isNegative() ? cents.negated() : cents
    }
  }
}
