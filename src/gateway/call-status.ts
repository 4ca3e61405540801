/** What an answer of the API says about its call. */
export type CallStatus =
  | { readonly kind: 'success' }
  /** `code` is null when the answer names none as `CODE :: text`. */
  | { readonly kind: 'failure'; readonly code: string | null; readonly text: string }
  | { readonly kind: 'unknown'; readonly why: UnknownStatus }

export type UnknownStatus =
  /** The answer is XML as far as it was looked at, and whole, without a status that says OK or FAILED. */
  | 'no-status'
  | 'not-xml'
  /** It ended before its status did. */
  | 'cut-off'
  /** Its beginning holds no whole status. */
  | 'not-at-beginning'
  /** Packed in a way that is not read. */
  | 'packed'

/** By the texts of the answer's `Status` elements: `OK`, or `FAILED` and `CODE :: text`. */
export function callStatusOf(texts: readonly string[]): CallStatus {
  const [first, second = '', ...more] = texts.map((text) => text.trim())
  if (first === 'OK' && texts.length === 1) return { kind: 'success' }
  if (first !== 'FAILED') return { kind: 'unknown', why: 'no-status' }
  const told = [second, ...more].join(' ')
  const [, code, text] = /^([A-Z][A-Z_]*)\s*::\s*(.*)$/s.exec(told) ?? []
  return code === undefined
    ? { kind: 'failure', code: null, text: told }
    : { kind: 'failure', code, text: text ?? '' }
}
