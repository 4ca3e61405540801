// The package carries no types; these are the parts that tests use as an oracle.
declare module 'finnish-bank-utils' {
  const finnishBankUtils: {
    isValidFinnishRefNumber(reference: string): boolean
    formatFinnishRefNumber(reference: string): string
  }
  export = finnishBankUtils
}
