import { expect, test } from 'vitest'
import { parseInstant, secondsAfter } from '../../rules/instant.ts'
import { usedMacsInMemory } from '../../src/gateway/used-macs.ts'
import { verifyCall, type VerifyingCalls } from '../../src/gateway/verify-call.ts'
import {
  checkCall,
  checkPublicUrl,
  clientCall,
  clientHeaders,
  clientMac,
  readHeaders,
  targetOf,
  type ClientCall,
} from './signing-client.ts'

const signedAt = parseInstant('2024-01-01T12:00:00Z') ?? expect.unreachable()
const windowSeconds = 300

function verifying(): VerifyingCalls & { readonly usedMacs: ReturnType<typeof usedMacsInMemory> } {
  const usedMacs = usedMacsInMemory({ macsMax: 10, windowSeconds })
  return { now: signedAt, windowSeconds, oldAlgorithm: false, keys: checkCall, usedMacs }
}

function refusalOf(call: ClientCall, how: VerifyingCalls, mac = clientMac(call)) {
  const headers = readHeaders(clientHeaders(call, mac))
  return verifyCall({ headers, target: targetOf('/accounting.nv'), publicUrls: [checkPublicUrl] }, how)?.kind
}

test('a replayed call is refused, also with its MAC in upper case, from its first second to its last', () => {
  const how = verifying()
  expect(refusalOf(checkCall, how)).toBeUndefined()
  expect(refusalOf(checkCall, how)).toBe('used-before')
  expect(refusalOf(checkCall, how, clientMac(checkCall).toUpperCase())).toBe('used-before')
  expect(refusalOf(checkCall, { ...how, now: secondsAfter(signedAt, 299.999) })).toBe('used-before')
  expect(refusalOf(checkCall, { ...how, now: secondsAfter(signedAt, 300) })).toBe('too-old')
})

test('a replayed call is refused, also when its sender travels in the other encoding', () => {
  const how = verifying()
  const call = clientCall({ sender: 'Työkalu' })
  expect(refusalOf(call, how)).toBeUndefined()
  expect(refusalOf({ ...call, method: 'POST' }, how)).toBe('used-before')
})

test('what is refused uses nothing: a wrong MAC fills no memory, and the right one is taken after it', () => {
  const how = verifying()
  expect(refusalOf(checkCall, { ...how, keys: undefined })).toBe('wrong-mac')
  expect(refusalOf(checkCall, { ...how, keys: { customerKey: 'a', partnerKey: 'b' } })).toBe('wrong-mac')
  expect(refusalOf(checkCall, { ...how, now: secondsAfter(signedAt, 3000) })).toBe('too-old')
  expect(how.usedMacs.remembered()).toBe(0)
  expect(refusalOf(checkCall, how)).toBeUndefined()
})

test('plain SHA256 is taken only where it is enabled', () => {
  const how = verifying()
  const old = clientCall({ algorithm: 'SHA256' })
  expect(refusalOf(old, how)).toBe('algorithm-not-enabled')
  expect(refusalOf(old, { ...how, oldAlgorithm: true })).toBeUndefined()
})
