import { expect, test } from 'vitest'
import { table } from '../../src/cli/table.ts'

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

test('columns that wrap keep the table within 100 columns, and lose no word', () => {
  const words = 'a price agreed on the phone and noted by the one who heard it '.repeat(4).trim()
  const text = table(
    [{ title: 'month' }, { title: 'fact', wraps: true }, { title: 'value', wraps: true }],
    [['2026-03', 'short', words]],
  )
  expect(widest(text)).toBeLessThanOrEqual(100)
  expect(widest(text)).toBeGreaterThan(90) // what the others leave is used
  expect(text.split(/\s+/).slice(3).join(' ')).toBe(`2026-03 short ${words}`)
})

test('two long columns share what the others leave, a word longer than its column is cut into lines', () => {
  const text = table(
    [
      { title: 'one', wraps: true },
      { title: 'two', wraps: true },
    ],
    [['x'.repeat(300), 'y'.repeat(300)]],
  )
  expect(widest(text)).toBeLessThanOrEqual(100)
  expect(text.match(/x/g)).toHaveLength(300)
})

test('a table that fits is left as it is', () => {
  const columns = [
    { title: 'one', wraps: true },
    { title: 'two', align: 'right' as const },
  ]
  expect(table(columns, [['a b', '1']])).toBe('one  two\na b    1')
})
