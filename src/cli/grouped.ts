/** A whole number with its thousands apart: `507,877`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
