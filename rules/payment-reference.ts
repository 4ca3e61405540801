// R10 (decided). A payment names its document by the reference number printed on it (R8.number), read as banks print it:
// with or without spaces and leading zeros, or as an RF creditor reference (ISO 11649), whose own two check digits are
// the remainder by 97. A wrong check digit is refused: it says that some digit is wrong, not which document was meant.
// Tests: test/rules/payment-reference.test.ts
import { referenceCheckDigit, type DocumentNumber } from './document-number.ts'

/** The document that a reference names; whether it was issued, only the books know. */
export type PaymentReference =
  | { readonly kind: 'document'; readonly number: DocumentNumber }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-check-digit' }
  /** A true reference number, of somebody else's invoice. */
  | { readonly kind: 'not-ours' }

export function paymentReference(text: string): PaymentReference {
  const compact = text.replaceAll(/\s/g, '').toUpperCase()
  const rf = /^RF(\d{2})(\d{4,20})$/.exec(compact)
  if (rf !== null && !isValidRf(rf[1] ?? '', rf[2] ?? '')) return { kind: 'wrong-check-digit' }
  const digits = (rf?.[2] ?? compact).replace(/^0+/, '')
  if (!/^\d{4,20}$/.test(digits)) return { kind: 'malformed' }
  if (referenceCheckDigit(digits.slice(0, -1)) !== Number(digits.slice(-1)))
    return { kind: 'wrong-check-digit' }
  const number = numberOf(digits)
  return number === undefined ? { kind: 'not-ours' } : { kind: 'document', number }
}

function numberOf(digits: string): DocumentNumber | undefined {
  const parts = /^([1-9]\d{3})([12])(\d{7})\d$/.exec(digits)
  if (parts === null || Number(parts[3]) === 0) return undefined
  return {
    kind: parts[2] === '1' ? 'invoice' : 'credit-note',
    year: Number(parts[1]),
    number: Number(parts[3]),
  }
}

/** The body, then `RF` as `2715`, then the check digits: a number that leaves 1 when divided by 97. */
function isValidRf(check: string, body: string): boolean {
  return BigInt(`${body}2715${check}`) % 97n === 1n
}
