/** What the books answer: a word, or a refusal by any of the codes that hold. */
export type Verdict = string | { readonly refused: readonly string[] }

export function refusedAs(...codes: readonly string[]): Verdict {
  return { refused: codes }
}
