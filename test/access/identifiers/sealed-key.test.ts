import { expect, test } from 'vitest'
import { keyHashOf, openKey, sealKey } from '../../../src/access/identifiers/sealed-key.ts'
import { requireSealingKeys, sealingKeysOf } from '../../../src/access/identifiers/sealing-keys.ts'
import { readConfig } from '../../../src/config/config.ts'
import { trialSealingKeys } from './trial-sealing-keys.ts'

const keys = trialSealingKeys()
const key = 'lik_secret'
const keyHash = keyHashOf(key)

test('a sealed key opens with its sealing key, also as the one before, and with no other', () => {
  const sealed = sealKey('li_1', key, keys.current)
  expect(openKey(sealed, keyHash, keys)).toBe(key)
  expect(openKey(sealed, keyHash, trialSealingKeys('b', 'a'))).toBe(key)
  expect(() => openKey(sealed, keyHash, trialSealingKeys('b', 'c'))).toThrow(
    /neither LASKURI_IDENTIFIER_KEY nor/,
  )
})

test('sealed text says nothing of the key, and the same key is sealed otherwise each time', () => {
  const [one, other] = [sealKey('li_1', key, keys.current), sealKey('li_1', key, keys.current)]
  expect(one.sealed).not.toBe(other.sealed)
  expect(Buffer.from(one.sealed, 'base64').includes(key)).toBe(false)
})

test("another identifier's text, a changed byte anywhere, a shortened text or another hash do not open", () => {
  const sealed = sealKey('li_1', key, keys.current)
  const bytes = Buffer.from(sealed.sealed, 'base64')
  const changed = Array.from(bytes, (byte, index) => ({
    ...sealed,
    sealed: withByte(bytes, index, byte ^ 1),
  }))
  const shortened = { ...sealed, sealed: bytes.subarray(0, -1).toString('base64') }
  const none = { ...sealed, sealed: '' }
  for (const wrong of [...changed, shortened, none, { ...sealed, identifierId: 'li_2' }])
    expect(() => openKey(wrong, keyHash, keys)).toThrow('is not the one that it was created with')
  expect(() => openKey(sealed, keyHashOf('another'), keys)).toThrow('is not the one that it was created with')
})

function withByte(bytes: Buffer, index: number, byte: number): string {
  const copy = Buffer.from(bytes)
  copy[index] = byte
  return copy.toString('base64')
}

test.each([
  [{ LASKURI_IDENTIFIER_KEY: 'abc' }, 'LASKURI_IDENTIFIER_KEY is not'],
  [{ LASKURI_IDENTIFIER_KEY: 'g'.repeat(64) }, 'LASKURI_IDENTIFIER_KEY is not'],
  [{ LASKURI_IDENTIFIER_KEY: 'a'.repeat(63) }, 'LASKURI_IDENTIFIER_KEY is not'],
  [
    { LASKURI_IDENTIFIER_KEY: 'a'.repeat(64), LASKURI_IDENTIFIER_KEY_BEFORE: 'b' },
    'LASKURI_IDENTIFIER_KEY_BEFORE is not',
  ],
  [{}, 'LASKURI_IDENTIFIER_KEY must be set'],
  [{ LASKURI_IDENTIFIER_KEY: '' }, 'LASKURI_IDENTIFIER_KEY must be set'],
])('what is no sealing key is refused with how to make one, and quoted nowhere: %j', (environment, told) => {
  const message = messageOf(() => requireSealingKeys(sealingKeysOf(readConfig(environment))))
  expect(message).toContain(told)
  expect(message).toContain('openssl rand -hex 32')
  for (const given of Object.values(environment).filter((value) => value.length > 1))
    expect(message).not.toContain(given)
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return String(error)
  }
  return 'nothing was refused'
}
