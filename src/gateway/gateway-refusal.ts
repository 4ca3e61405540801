/** Why a call is refused before anybody's rights are looked at. Values that callers sent are in none of them. */
export type ProtocolRefusal =
  | { readonly kind: 'missing-header'; readonly header: string }
  | { readonly kind: 'malformed-header'; readonly header: string; readonly expected: string }
  /** Two readers of the same request could take it for two different ones. */
  | { readonly kind: 'ambiguous-header'; readonly header: string }
  | { readonly kind: 'malformed-target' }
  | { readonly kind: 'algorithm-not-enabled' }
  | { readonly kind: 'timestamps-disagree' }
  | { readonly kind: 'too-old'; readonly windowSeconds: number }
  | { readonly kind: 'too-early'; readonly windowSeconds: number }
  /** Also when the identifier is unknown: the two must not be told apart. */
  | { readonly kind: 'wrong-mac' }
  | { readonly kind: 'used-before' }
  /** As many calls as can be remembered are inside the window; later there is room. */
  | { readonly kind: 'too-many-calls' }
