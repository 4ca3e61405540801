import { BillingError } from '../../errors/billing-error.ts'

/** The refusal of a file as a whole: which file, what was found, what is allowed. */
export function invalidFile(file: string, found: string, allowed: string, cause?: unknown): BillingError {
  return new BillingError('invalid-file', `${file}: ${found}; ${allowed}`, {
    details: { file, found, allowed },
    ...(cause === undefined ? {} : { cause }),
  })
}

/** The refusal of a file that holds nothing, or only blank lines. */
export function emptyFile(file: string): BillingError {
  return invalidFile(file, 'the file is empty', 'a file holds JSON Lines, a JSON array, or CSV with a header')
}
