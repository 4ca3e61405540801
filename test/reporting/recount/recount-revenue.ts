import { decimal } from '../../../rules/decimal.ts'
import type { RevenueDimension } from '../../../src/reporting/revenue-question.ts'
import { addedUp, groupedLines } from './added-up.ts'
import type { RawBooks, RawLine } from './raw-books.ts'

/** A line, or one side of a line that moves a monthly fee from class to class. */
interface Part {
  readonly line: RawLine
  readonly class: string | null
  readonly quantity: string
  readonly net: string
}

/** `groups: documents creditNotes lines quantity net`. */
export function recountRevenue(books: RawBooks, groupBy: readonly RevenueDimension[]): readonly string[] {
  const parts = books.lines.flatMap((line) =>
    groupBy.includes('class') ? partsOf(line, books.lines) : [{ ...line, line, class: null }],
  )
  return groupedLines(
    parts,
    (part) => groupBy.map((dimension) => dimensionOf(part, dimension, books)),
    (group) => {
      const documents = new Set(group.map(({ line }) => `${line.month} ${line.customer}`))
      const lines = new Set(group.map(({ line }) => `${line.month} ${line.lineNumber} ${line.customer}`))
      const credited = books.documents.filter(
        ({ kind, month, customer }) => kind === 'credit-note' && documents.has(`${month} ${customer}`),
      )
      const sums = [group.map(({ quantity }) => quantity), group.map(({ net }) => net)].map(addedUp)
      return [documents.size, credited.length, lines.size, ...sums.map((sum) => sum.toFixed())].join(' ')
    },
  )
}

/** What was billed before is taken off under the class of the line that billed it last. */
function partsOf(line: RawLine, lines: readonly RawLine[]): readonly Part[] {
  const whole = { line, class: classOf(line), quantity: line.quantity, net: line.net }
  if (line.charge !== 'monthly-fee') return [whole]
  const before = lines
    .filter(
      ({ customer, usageMonth, charge, month }) =>
        customer === line.customer &&
        usageMonth === line.usageMonth &&
        charge === line.charge &&
        month < line.month,
    )
    .toSorted((one, other) => (one.month < other.month ? -1 : 1))
    .at(-1)
  if (before === undefined || decimal(before.netAfter).isZero() || classOf(before) === classOf(line))
    return [whole]
  const off = {
    line,
    class: classOf(before),
    quantity: decimal(before.quantityAfter).negated().toFixed(),
    net: decimal(before.netAfter).negated().toFixed(),
  }
  const on = { line, class: classOf(line), quantity: line.quantityAfter, net: line.netAfter }
  return decimal(line.netAfter).isZero() ? [off] : [off, on]
}

function classOf({ reasons: { basis } }: RawLine): string | null {
  if (basis?.kind === 'agreed-monthly-fee') return 'agreed'
  return basis?.kind === 'revenue-class' ? `${basis.classFrom}-${basis.classBound}` : null
}

function dimensionOf(part: Part, dimension: RevenueDimension, { documents, terms }: RawBooks): unknown {
  const { line } = part
  switch (dimension) {
    case 'month':
      return line.month
    case 'usageMonth':
      return line.usageMonth
    case 'charge':
      return line.charge.startsWith('manual:') ? 'manual' : line.charge
    case 'adjustment':
      return line.usageMonth < line.month
    case 'class':
      return part.class
    case 'kind':
      return documents.find(({ customer, month }) => customer === line.customer && month === line.month)?.kind
    case 'package': {
      const own = terms.filter(({ customer, from }) => customer === line.customer && from <= line.usageMonth)
      const latest = own
        .map(({ from }) => from)
        .toSorted()
        .at(-1)
      return own.findLast(({ from }) => from === latest)?.package ?? null
    }
  }
}
