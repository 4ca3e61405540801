import postgres from 'postgres'

import { BillingError } from '../errors/billing-error.ts'

/**
 * The one way from the driver's errors to refusals. What it does not know it gives back as it is: that is a defect
 * of ours, not a refusal. Our triggers raise SQLSTATE class LK with a message for people and the guarantee's name as
 * the constraint.
 */
export function mapDatabaseError(error: unknown): unknown {
  const origin = originOf(error)
  if (origin instanceof postgres.PostgresError) return fromServer(origin) ?? error
  if (isConnectionLoss(origin))
    return unreachable(`The database does not answer (${origin.code}). Try again.`, origin)
  return error
}

/** Drizzle wraps the driver's error in one of its own, which carries the query but no code. */
function originOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error && !(error instanceof BillingError)
    ? error.cause
    : error
}

function fromServer(error: postgres.PostgresError): BillingError | undefined {
  const { code } = error
  if (code.startsWith('LK'))
    return new BillingError('guarantee-violated', error.message, {
      cause: error,
      details: {
        guarantee: error.constraint_name ?? code,
        ...(error.detail ? { detail: error.detail } : {}),
      },
    })
  if (code === '42P01' || code === '3F000' || isMissingRole(error))
    return new BillingError('schema-missing', 'The database has no tables yet. Run: npx laskuri migrate', {
      cause: error,
    })
  if (code === '42501' && error.message.includes('set role'))
    return new BillingError(
      'database-privileges',
      `PostgreSQL says: ${error.message}. Have an administrator grant that role to the database user.`,
      { cause: error },
    )
  if (code === '42501')
    return new BillingError('database-privileges', `PostgreSQL says: ${error.message}.`, { cause: error })
  if (code === '3D000' || code === '28P01' || code === '28000')
    return new BillingError('database-unreachable', `PostgreSQL says: ${error.message}.`, { cause: error })
  if (busy.has(code))
    return unreachable(
      `The database undid this because something else was at work on the same rows (${error.message}). Try again.`,
      error,
    )
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300')
    return unreachable(`The database does not take work now: ${error.message}.`, error)
  return undefined
}

/** serialization_failure, deadlock_detected, lock_not_available */
const busy = new Set(['40001', '40P01', '55P03'])

/** The runtime role is made by the migrations: without it no session of ours even starts. */
function isMissingRole(error: postgres.PostgresError): boolean {
  return error.code === '22023' && error.message.includes('laskuri_runtime')
}

const lost = new Set(
  `CONNECTION_CLOSED CONNECTION_ENDED CONNECTION_DESTROYED CONNECT_TIMEOUT ECONNREFUSED ECONNRESET EPIPE ENOENT
   ENOTFOUND EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH ECONNABORTED EACCES`.split(/\s+/),
)

/** ENOENT and EACCES also come from files: only those of a socket (`connect`) are about the database. */
function isConnectionLoss(error: unknown): error is Error & { code: string } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false
  if (!lost.has(error.code)) return false
  return (
    !(error.code === 'ENOENT' || error.code === 'EACCES') ||
    ('syscall' in error && error.syscall === 'connect')
  )
}

function unreachable(message: string, cause: Error): BillingError {
  return new BillingError('database-unreachable', message, { cause, retryable: true })
}
