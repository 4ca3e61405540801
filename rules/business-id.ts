// The Finnish business id (Y-tunnus): seven digits, a hyphen, a check digit; weights 7, 9, 10, 5, 8, 4, 2, sum mod 11; a
// remainder of 1 is never issued. Tests: test/rules/business-id.test.ts (against another program's implementation)

export type BusinessIdCheck =
  | { readonly kind: 'valid' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'never-issued' }
  | { readonly kind: 'wrong-check-digit'; readonly expected: number }

export function checkBusinessId(text: string): BusinessIdCheck {
  const parts = /^(\d{7})-(\d)$/.exec(text)
  if (parts === null) return { kind: 'malformed' }
  const weights = [7, 9, 10, 5, 8, 4, 2]
  const digits = Array.from(parts[1] ?? '', Number)
  const remainder = digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 11
  if (remainder === 1) return { kind: 'never-issued' }
  const expected = remainder === 0 ? 0 : 11 - remainder
  return Number(parts[2]) === expected ? { kind: 'valid' } : { kind: 'wrong-check-digit', expected }
}
