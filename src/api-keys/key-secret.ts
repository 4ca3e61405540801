import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** `lk_<id>_<secret>`: 10 and 32 random bytes. The id finds the key; the secret proves it. */
const form = /^lk_([0-9a-f]{20})_([\w-]{43})$/

/** A new key: what is shown once, and what is kept. */
export function newKey(): { readonly shown: string; readonly keyId: string; readonly secretHash: string } {
  const keyId = randomBytes(10).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  return { shown: `lk_${keyId}_${secret}`, keyId, secretHash: secretHashOf(secret) }
}

/** The parts of a key as it was shown; undefined when the text is none. */
export function parseKey(text: string): { readonly keyId: string; readonly secret: string } | undefined {
  const [, keyId, secret] = form.exec(text) ?? []
  return keyId === undefined || secret === undefined ? undefined : { keyId, secret }
}

/** In time that does not tell where they differ. */
export function isSecretOf(secret: string, secretHash: string): boolean {
  return timingSafeEqual(Buffer.from(secretHashOf(secret), 'hex'), Buffer.from(secretHash, 'hex'))
}

/** A secret of 256 random bits needs no slow hash: there is nothing to guess. */
function secretHashOf(secret: string): string {
  return hash('sha256', secret, 'hex')
}
