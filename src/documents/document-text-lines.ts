import { formatMoney } from '../../rules/money.ts'
import { chargeName } from './charge-name.ts'
import { isAdjustment, type Document, type IssuedLine } from './document.ts'

/** The lines as a table: number, month used, description, quantity, net; under an adjustment what it changes. */
export function linesText(document: Document, width: number): readonly string[] {
  const { lines } = document
  const quantities = lines.map((line) => line.quantity.toFixed())
  const nets = lines.map((line) => formatMoney(line.net))
  const columns = {
    number: Math.max(4, ...lines.map((line) => String(line.lineNumber).length)),
    quantity: Math.max(10, ...quantities.map((text) => text.length)),
    net: Math.max(12, ...nets.map((text) => text.length)),
  }
  const described = width - columns.number - columns.quantity - columns.net - monthWidth - 4 * gap.length
  const row = (number: string, month: string, description: string, quantity: string, net: string) =>
    [
      number.padStart(columns.number),
      month.padEnd(monthWidth),
      description.padEnd(described),
      quantity.padStart(columns.quantity),
      net.padStart(columns.net),
    ].join(gap)
  return [
    row('Line', 'Used in', 'Description', 'Quantity', 'Net EUR'),
    '-'.repeat(width),
    ...lines.flatMap((line, index) => [
      row(
        String(line.lineNumber),
        line.usageMonth,
        chargeName(line),
        quantities[index] ?? '',
        nets[index] ?? '',
      ),
      ...(isAdjustment(document, line)
        ? [' '.repeat(columns.number + monthWidth + 2 * gap.length) + adjustment(line)]
        : []),
    ]),
  ]
}

const gap = '  '
const monthWidth = 7

function adjustment({ before, after }: IssuedLine): string {
  return `adjustment: quantity ${before.quantity.toFixed()} -> ${after.quantity.toFixed()}, net ${formatMoney(before.net)} -> ${formatMoney(after.net)}`
}
