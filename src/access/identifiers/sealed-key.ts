import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'
import { BillingError } from '../../errors/billing-error.ts'
import type { SealingKey, SealingKeys } from './sealing-keys.ts'

/** An identifier's key as it is stored. */
export interface SealedKey {
  readonly identifierId: string
  /** 12 bytes of nonce, the ciphertext, 16 bytes of tag; in base64. */
  readonly sealed: string
  /** The id of the sealing key. */
  readonly sealedUnder: string
}

/** Encrypts a key for its identifier alone, with AES-256-GCM: sealed text of another identifier does not open. */
export function sealKey(identifierId: string, key: string, { id, secret }: SealingKey): SealedKey {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(identifierId))
  const text = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()])
  const sealed = Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64')
  return { identifierId, sealed, sealedUnder: id }
}

/**
 * The key, which must have the hash. Refuses with `identifier-key-needed` what is sealed under a key that is not given;
 * what was tampered with is a broken invariant.
 */
export function openKey(
  { identifierId, sealed, sealedUnder }: SealedKey,
  keyHash: string,
  keys: SealingKeys,
): string {
  const sealing = [keys.current, keys.before].find((key) => key?.id === sealedUnder)
  if (sealing === undefined)
    throw new BillingError(
      'identifier-key-needed',
      `The key of identifier ${identifierId} is sealed under the sealing key ${sealedUnder}, which is neither LASKURI_IDENTIFIER_KEY nor LASKURI_IDENTIFIER_KEY_BEFORE`,
      { details: { identifier: identifierId, sealedUnder } },
    )
  const key = openedText(identifierId, Buffer.from(sealed, 'base64'), sealing)
  if (key !== undefined && keyHashOf(key) === keyHash) return key
  throw new Error(
    `broken invariant: the key of identifier ${identifierId} is not the one that it was created with`,
  )
}

/** There is nothing to guess about 256 random bits, so their hash tells nothing. */
export function keyHashOf(key: string): string {
  return hash('sha256', key, 'hex')
}

/** Undefined when it is not what was sealed for the identifier. */
function openedText(identifierId: string, bytes: Buffer, { secret }: SealingKey): string | undefined {
  if (bytes.length < nonceBytes + tagBytes) return undefined
  const nonce = bytes.subarray(0, nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(identifierId)).setAuthTag(bytes.subarray(-tagBytes))
  const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

const nonceBytes = 12
const tagBytes = 16
