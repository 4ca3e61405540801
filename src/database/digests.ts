/** An event's body hash, or the digest of several, as 32 hex digits from PostgreSQL's `to_hex` of its two halves. */
export function digestOfHalves({ high, low }: { readonly high: string; readonly low: string }): string {
  return high.padStart(16, '0') + low.padStart(16, '0')
}

/** The same from a `uuid`'s text. */
export function digestOfUuid(text: string): string {
  return text.replaceAll('-', '')
}
