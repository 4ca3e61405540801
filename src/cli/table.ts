import Table from 'cli-table3'
import { wrapText } from '../documents/wrap-text.ts'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Text that may go on below itself, so that the table stays within `widthMax`. */
  readonly wraps?: boolean
}

/** Rows in aligned columns without lines: readable on a terminal and, where no column wraps, by `awk`. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = wrappedWidths(columns, rows)
  const grid = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
  })
  grid.push(...rows.map((row) => row.map((cell, index) => wrapped(cell, widths.get(index)))))
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const widthMax = 100
const gap = 2

/** What each column that wraps may take: what it needs, or its share of what the others leave. */
function wrappedWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): ReadonlyMap<number, number> {
  const needed = columns.map(({ title }, index) => {
    const lines = rows.flatMap((row) => (row[index] ?? '').split('\n'))
    return lines.reduce((widest, line) => Math.max(widest, line.length), title.length)
  })
  const wraps = columns.flatMap((column, index) => (column.wraps === true ? [index] : []))
  const fixed = needed.filter((_, index) => !wraps.includes(index))
  let left = fixed.reduce((sum, width) => sum - width, widthMax - gap * (columns.length - 1))
  const widths = new Map<number, number>()
  for (const [place, index] of wraps
    .toSorted((one, other) => (needed[one] ?? 0) - (needed[other] ?? 0))
    .entries()) {
    const share = Math.max(narrowest, Math.floor(left / (wraps.length - place)))
    const width = Math.min(needed[index] ?? 0, share)
    widths.set(index, width)
    left -= width
  }
  return widths
}

const narrowest = 10

function wrapped(cell: string, width: number | undefined): string {
  if (width === undefined) return cell
  return cell
    .split('\n')
    .flatMap((line) => wrapText(line, width))
    .join('\n')
}

const noLines = Object.fromEntries(
  `top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle`
    .split(' ')
    .map((part) => [part, '']),
)
