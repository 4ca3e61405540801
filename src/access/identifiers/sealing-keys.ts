import { createSecretKey, hash, type KeyObject } from 'node:crypto'
import type { Config } from '../../config/config.ts'
import { BillingError } from '../../errors/billing-error.ts'

/** A key of 256 bits that identifiers' keys are sealed under; it shows its bits nowhere. */
export interface SealingKey {
  /** The beginning of its hash, stored with what it seals. */
  readonly id: string
  readonly secret: KeyObject
}

export interface SealingKeys {
  readonly current: SealingKey
  /** The one before a rotation: it opens, and seals nothing any more. */
  readonly before: SealingKey | undefined
}

/** The keys that the environment names; undefined without any. Refuses with `identifier-key-needed` what is no key. */
export function sealingKeysOf({ identifierKey, identifierKeyBefore }: Config): SealingKeys | undefined {
  if (identifierKey === undefined) return undefined
  const before =
    identifierKeyBefore === undefined
      ? undefined
      : sealingKey('LASKURI_IDENTIFIER_KEY_BEFORE', identifierKeyBefore)
  return { current: sealingKey('LASKURI_IDENTIFIER_KEY', identifierKey), before }
}

/** Refuses with `identifier-key-needed` where the environment names none. */
export function requireSealingKeys(keys: SealingKeys | undefined): SealingKeys {
  if (keys !== undefined) return keys
  throw needed(
    'The keys of identifiers are stored encrypted, so LASKURI_IDENTIFIER_KEY must be set; make it once and keep it apart from the books',
  )
}

function sealingKey(variable: string, text: string): SealingKey {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw needed(`${variable} is not 64 hexadecimal digits`)
  const bytes = Buffer.from(text, 'hex')
  return { id: hash('sha256', bytes, 'hex').slice(0, 16), secret: createSecretKey(bytes) }
}

/** Never quotes what was given: it may be the key but for a character. */
function needed(problem: string): BillingError {
  return new BillingError('identifier-key-needed', `${problem}. A new one: openssl rand -hex 32`)
}
