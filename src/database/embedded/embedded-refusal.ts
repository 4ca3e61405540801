import { BillingError } from '../../errors/billing-error.ts'

/** Every refusal about the embedded PostgreSQL ends with the way out that always exists. */
export function embeddedRefusal(message: string, cause?: unknown): BillingError {
  return new BillingError(
    'embedded-server',
    `${message} Or set DATABASE_URL to a PostgreSQL (15 or later) of your own.`,
    { cause },
  )
}

/** What went wrong, as the system says it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
