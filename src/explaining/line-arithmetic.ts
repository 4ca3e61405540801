import { chargedResourceOf } from '../../rules/charged-resources.ts'
import { isManualChargeKey } from '../../rules/manual-charge.ts'
import { chargedResourceIn } from '../documents/charge-name.ts'
import type { IssuedLine } from '../documents/document.ts'
import { BillingError } from '../errors/billing-error.ts'
import { Arithmetic, given, type ArithmeticStep, type Operand } from './arithmetic.ts'
import { calculatePrice } from './calculate-price.ts'
import type { BilledLine, PostedUsage, UsedValue } from './explanation.ts'

/**
 * The steps from the values to the line's net. Refuses with `guarantee-violated` where they give another net than the
 * line has: then the books were changed behind the engine.
 */
export function lineArithmetic(
  line: IssuedLine,
  values: readonly UsedValue[],
  usage: readonly PostedUsage[],
  billedBefore: readonly BilledLine[],
): readonly ArithmeticStep[] {
  const sheet = new Arithmetic()
  const owed = owedNow(sheet, line, values, usage)
  const net = billedBefore.length === 0 ? owed : difference(sheet, owed, billedBefore)
  if (!line.net.equals(net.value))
    throw new BillingError(
      'guarantee-violated',
      `Line ${line.lineNumber} bills ${line.net.toFixed()} EUR, but the recorded facts give ${net.value} EUR: the books were changed behind the engine. Next: npx laskuri verify --all`,
      { details: { lineNumber: line.lineNumber, net: line.net.toFixed(), explained: net.value } },
    )
  return sheet.steps
}

function owedNow(
  sheet: Arithmetic,
  line: IssuedLine,
  values: readonly UsedValue[],
  usage: readonly PostedUsage[],
): Operand {
  const { reasons, usageMonth } = line
  switch (reasons.rule) {
    case 'R3':
      return rounded(sheet, given(`monthly fee of ${usageMonth}`, reasons.fee, 'EUR'))
    case 'R4':
      return rounded(sheet, calculatePrice(sheet, priceAmong(values), quantity(sheet, line, usage)))
    case 'R8':
      if (reasons.kind === 'manual-charge') return byHand(sheet, line, values)
      if (usage.length > 0) quantity(sheet, line, usage)
      return sheet.calculate('R8', 'owed now', 'add', [])
  }
}

function byHand(sheet: Arithmetic, { usageMonth }: IssuedLine, values: readonly UsedValue[]): Operand {
  const nets = values.flatMap((value) =>
    value.kind === 'manual-charge'
      ? [given(`charge ${value.charge.factId} of ${usageMonth}`, value.charge.net, 'EUR')]
      : [],
  )
  return sheet.calculate('R8.manual', 'settled by hand', 'add', nets)
}

function rounded(sheet: Arithmetic, amount: Operand): Operand {
  return sheet.calculate('R5.rounding', 'owed, to the cent', 'round-half-away-from-zero', [amount])
}

/** Imports of the usage month, posting month by posting month. */
function quantity(sheet: Arithmetic, { usageMonth }: IssuedLine, usage: readonly PostedUsage[]): Operand {
  const parts = usage.map(({ postedIn, takenBack, quantity: units }) =>
    takenBack === undefined
      ? given(`posted in ${postedIn}`, units, 'units')
      : given(`taken back in ${postedIn}`, units.negated(), 'units'),
  )
  const [only, ...others] = parts
  return only !== undefined && others.length === 0
    ? only
    : sheet.calculate('R4', `imports in ${usageMonth}`, 'add', parts)
}

function priceAmong(values: readonly UsedValue[]) {
  const price = values
    .map((value) => {
      if (value.kind === 'list-price') return value.price
      return value.kind === 'customer-price' ? value.fact.value : undefined
    })
    .find((each) => each !== undefined)
  if (price === undefined || price === null)
    throw new RangeError('broken invariant: a transaction fee has a price')
  return price
}

function difference(sheet: Arithmetic, owed: Operand, billedBefore: readonly BilledLine[]): Operand {
  const billed = billedBefore.map(({ number, lineNumber, net }) =>
    given(`${number} line ${lineNumber}`, net, 'EUR'),
  )
  const [only, ...others] = billed
  const before =
    only !== undefined && others.length === 0
      ? only
      : sheet.calculate('R8.billed', 'billed before', 'add', billed)
  return sheet.calculate('R8', 'this line', 'subtract', [owed, before])
}

/** The part of the usage that a line's transaction fee counts, by posting month. */
export function usageOfLine(
  { charge, usageMonth }: IssuedLine,
  usage: readonly PostedUsage[],
): readonly PostedUsage[] {
  if (charge === 'monthly-fee' || isManualChargeKey(charge)) return []
  const resource = chargedResourceIn(charge)
  return usage
    .filter((part) => part.usageMonth === usageMonth)
    .filter((part) => chargedResourceOf(part.resource, part.method, usageMonth) === resource)
    .toSorted((one, other) => (one.postedIn < other.postedIn ? -1 : 1))
}
