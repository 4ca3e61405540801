import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

const medianLinesMax = 90
const longLines = 250
const shortShareMin = 0.9

function sizesOf(lineCounts: readonly number[]) {
  const sorted = lineCounts.toSorted((one, other) => one - other)
  const short = sorted.filter((lines) => lines < longLines)
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY,
    shortShare: short.length / sorted.length,
  }
}

test('files stay small: the median is at most 90 lines, and nine in ten are under 250', () => {
  const files = sourceFiles('rules', 'src').map((file) => ({
    path: file.path,
    lines: file.text.split('\n').length - 1,
  }))
  const { median, shortShare } = sizesOf(files.map((file) => file.lines))
  const longest = files.toSorted((one, other) => other.lines - one.lines).slice(0, 10)
  const listed = longest.map(({ path, lines }) => `${lines} ${path}`).join('\n')
  expect(median, `the longest:\n${listed}`).toBeLessThanOrEqual(medianLinesMax)
  expect(shortShare, `the longest:\n${listed}`).toBeGreaterThanOrEqual(shortShareMin)
})

test('it would be found: a few long files, many middling ones', () => {
  expect(sizesOf([10, 20, 30, 40, 50, 60, 70, 80, 250, 300]).shortShare).toBeLessThan(shortShareMin)
  expect(sizesOf([10, 91, 100]).median).toBeGreaterThan(medianLinesMax)
})
