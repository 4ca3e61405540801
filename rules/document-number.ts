// R8 (decided). Numbers are gapless per series and year: invoice `2026-0000001`, credit note `2026-C0000001`. The
// reference number is year, series digit (1 invoice, 2 credit note), the seven digits, and a check digit by the Finnish
// banks' rule: weights 7, 3, 1 from the right, the distance to the next ten.
// Tests: test/rules/document-number.test.ts
import type { DocumentKind } from './invoice.ts'

export interface DocumentNumber {
  readonly kind: DocumentKind
  readonly year: number
  /** From 1 to 9,999,999. */
  readonly number: number
}

export const lastDocumentNumber = 9_999_999

export function formatDocumentNumber({ kind, year, number }: DocumentNumber): string {
  return `${year}-${kind === 'credit-note' ? 'C' : ''}${sevenDigits(number)}`
}

/** Reads a number as it is printed; undefined when the text is not one. */
export function parseDocumentNumber(text: string): DocumentNumber | undefined {
  const parts = /^(\d{4})-(C?)(\d{7})$/i.exec(text)
  if (parts === null || Number(parts[3]) === 0) return undefined
  return {
    kind: parts[2] === '' ? 'invoice' : 'credit-note',
    year: Number(parts[1]),
    number: Number(parts[3]),
  }
}

/** The payment reference, digits only, check digit last. */
export function referenceNumber({ kind, year, number }: DocumentNumber): string {
  const body = `${year}${kind === 'credit-note' ? 2 : 1}${sevenDigits(number)}`
  return `${body}${referenceCheckDigit(body)}`
}

/** Printed in fives from the right: `2026100000018` becomes `202 61000 00018`. */
export function formatReferenceNumber(reference: string): string {
  const first = reference.length % 5
  const groups = reference.slice(first).match(/.{5}/g) ?? []
  return [reference.slice(0, first), ...groups].filter((group) => group !== '').join(' ')
}

export function referenceCheckDigit(body: string): number {
  const weights = [7, 3, 1]
  const sum = Array.from(body)
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0)
  return (10 - (sum % 10)) % 10
}

function sevenDigits(number: number): string {
  return String(number).padStart(7, '0')
}
