import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSignedWith, macOver } from '../../src/gateway/mac.ts'
import { signedSenders, signedUrls } from '../../src/gateway/signed-forms.ts'
import {
  checkCall,
  checkMac,
  checkPublicUrl,
  clientCall,
  clientHeaders,
  clientMac,
  readHeaders,
  targetOf,
  type ClientCall,
} from './signing-client.ts'

const gateway = 'https://integration.example.fi'

/** Whether the gateway takes what the client sends to that target. */
function taken(call: ClientCall, sentTarget: string, mac = clientMac(call), publicUrls = [gateway]): boolean {
  return isSignedWith(
    { headers: readHeaders(clientHeaders(call, mac)), target: targetOf(sentTarget), publicUrls },
    checkCall,
  )
}

function callTo(target: string, changes: Partial<ClientCall> = {}): ClientCall {
  return clientCall({ signedUrl: `${gateway}${target}`, ...changes })
}

test('the check value of a real client is reproduced', () => {
  const headers = readHeaders(clientHeaders(checkCall, checkMac))
  const form = { url: checkCall.signedUrl, sender: checkCall.sender }
  expect(macOver(form, headers, checkCall).toString('hex')).toBe(checkMac)
  expect(clientMac(checkCall)).toBe(checkMac)
  expect(taken(checkCall, '/accounting.nv', checkMac, [checkPublicUrl])).toBe(true)
})

test('a MAC in upper-case hex is taken', () => {
  expect(taken(checkCall, '/accounting.nv', checkMac.toUpperCase(), [checkPublicUrl])).toBe(true)
})

test('the old SHA256 signs the same list without the second timestamp, by itself', () => {
  const old = callTo('/accounting.nv', { algorithm: 'SHA256' })
  expect(taken(old, '/accounting.nv')).toBe(true)
  expect(taken({ ...old, timestampUnix: '1704110401' }, '/accounting.nv', clientMac(old))).toBe(true)
  expect(taken(old, '/accounting.nv', clientMac({ ...old, algorithm: 'HMACSHA256' }))).toBe(false)
})

test.each([
  ['as it is sent', '/customerlist.nv?keyword=a%20b', '/customerlist.nv?keyword=a%20b', 'latin1'],
  ['before percent-encoding', '/customerlist.nv?keyword=a b', '/customerlist.nv?keyword=a%20b', 'latin1'],
  ['before a space became +', '/customerlist.nv?keyword=a b+c', '/customerlist.nv?keyword=a+b%2Bc', 'latin1'],
  [
    'as ISO-8859-1, sent as UTF-8',
    '/customerlist.nv?keyword=Äiti',
    '/customerlist.nv?keyword=%C3%84iti',
    'latin1',
  ],
  [
    'as ISO-8859-1, sent as such',
    '/customerlist.nv?keyword=Äiti',
    '/customerlist.nv?keyword=%C4iti',
    'latin1',
  ],
  [
    'as UTF-8, sent as UTF-8',
    '/customerlist.nv?keyword=Ä€',
    '/customerlist.nv?keyword=%C3%84%E2%82%AC',
    'utf8',
  ],
  ['with the ? of no parameters', '/customerlist.nv?', '/customerlist.nv', 'latin1'],
  ['with a ? that is sent', '/customerlist.nv?', '/customerlist.nv?', 'latin1'],
] as const)('a URL is taken that is signed %s', (_, signed, sent, encoding) => {
  const call = callTo(signed)
  expect(taken(call, sent, clientMac(call, encoding))).toBe(true)
})

test.each(['GET', 'POST'] as const)('a sender that is not ASCII is taken as it travels with %s', (method) => {
  expect(taken(callTo('/accounting.nv', { method, sender: 'Työkalu Å' }), '/accounting.nv')).toBe(true)
})

test('behind a proxy the public URL is the signed one, with a path of its own and its slash or without', () => {
  const call = clientCall({ signedUrl: 'https://api.example.fi/netvisor/accounting.nv' })
  const publicUrls = [gateway, 'https://api.example.fi/netvisor/']
  expect(taken(call, '/accounting.nv', clientMac(call), publicUrls)).toBe(true)
  expect(taken(call, '/accounting.nv')).toBe(false)
})

test('an unknown identifier is refused, whatever the MAC', () => {
  const headers = readHeaders(clientHeaders(checkCall, checkMac))
  const call = { headers, target: targetOf('/accounting.nv'), publicUrls: [checkPublicUrl] }
  expect(isSignedWith(call, undefined)).toBe(false)
})

test('one character of a sender never stands for another: what ISO-8859-1 lacks stays its bytes', () => {
  // U+0141 has the lowest byte of A.
  const call = callTo('/accounting.nv', { sender: 'A' })
  expect(taken({ ...call, method: 'POST', sender: '\u0141' }, '/accounting.nv', clientMac(call))).toBe(false)
})

test('the forms tried are few, whatever is sent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'binary' }), (query, sender) => {
      const forms = signedUrls([gateway], `/a.nv?${encodeURIComponent(query)}`)
      const senders = signedSenders(Buffer.from(sender).toString('latin1'))
      expect(forms.length * senders.length).toBeLessThanOrEqual(14)
    }),
  )
  expect(signedUrls([gateway], '/a.nv?x=1')).toHaveLength(1)
})

const names = fc
  .string({
    unit: fc.constantFrom('a', 'B', ' ', 'ä', 'Ö', '-', '.', '%', '+', '€'),
    minLength: 1,
    maxLength: 20,
  })
  .filter((name) => name.trim() === name)

const parameters = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.string({ unit: fc.constantFrom('a', '7', ' ', 'ä', '&', '=', '%', '+', '/', '?') }),
  { maxKeys: 4 },
)

const calls = fc.record({
  method: fc.constantFrom('GET' as const, 'POST' as const),
  sender: names,
  parameters,
  encoded: fc.boolean(),
  algorithm: fc.constantFrom('HMACSHA256' as const, 'SHA256' as const),
})

interface RandomCall {
  readonly method: 'GET' | 'POST'
  readonly sender: string
  readonly parameters: Readonly<Record<string, string>>
  readonly encoded: boolean
  readonly algorithm: 'HMACSHA256' | 'SHA256'
}

/** What a client signs and sends; a sender that ISO-8859-1 can't hold is signed and sent as UTF-8. */
function randomCall({ method, sender, parameters: values, encoded, algorithm }: RandomCall) {
  const pairs = Object.entries(values)
  const sent = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  const plain = pairs.map(([name, value]) => `${name}=${value}`).join('&')
  const utf8 = sender.includes('€')
  const call = callTo(`/accounting.nv?${encoded ? sent : plain}`, {
    method: utf8 ? 'POST' : method,
    sender,
    algorithm,
  })
  const asBytes = { ...call, sender: Buffer.from(sender).toString('latin1') }
  return { call, sentTarget: `/accounting.nv?${sent}`, mac: clientMac(utf8 ? asBytes : call) }
}

test('whatever a client is called and asks for, its call is taken', () => {
  fc.assert(
    fc.property(calls, (random) => {
      const { call, sentTarget, mac } = randomCall(random)
      expect(taken(call, sentTarget, mac)).toBe(true)
    }),
  )
})

const tamperings: Readonly<Record<string, (call: ClientCall) => ClientCall>> = {
  sender: (call) => ({ ...call, sender: `${call.sender}x` }),
  customerId: (call) => ({ ...call, customerId: `${call.customerId}x` }),
  timestamp: (call) => ({ ...call, timestamp: '2024-01-01 12:00:00.001' }),
  timestampUnix: (call) => ({ ...call, timestampUnix: '1704110401', algorithm: 'HMACSHA256' }),
  language: (call) => ({ ...call, language: 'EN' }),
  organisationId: (call) => ({ ...call, organisationId: '1967543-9' }),
  transactionId: (call) => ({ ...call, transactionId: '123457' }),
  'customer key': (call) => ({ ...call, customerKey: call.partnerKey }),
  'partner key': (call) => ({ ...call, partnerKey: call.customerKey }),
}

test.each(Object.keys(tamperings))('with another %s no call is taken', (part) => {
  const tampered = tamperings[part] ?? ((call: ClientCall) => call)
  fc.assert(
    fc.property(calls, (random) => {
      const { call, sentTarget, mac } = randomCall({ ...random, algorithm: 'HMACSHA256' })
      // Whose keys are wrong made another MAC; all else is changed on the way.
      const keysDiffer = part.endsWith('key')
      expect(
        taken(keysDiffer ? call : tampered(call), sentTarget, keysDiffer ? clientMac(tampered(call)) : mac),
      ).toBe(false)
    }),
  )
})

test('with another URL, or a digit of the MAC changed, no call is taken', () => {
  fc.assert(
    fc.property(calls, fc.nat(63), (random, place) => {
      const { call, sentTarget, mac } = randomCall(random)
      const digit = mac[place] === '0' ? '1' : '0'
      expect(taken(call, sentTarget, `${mac.slice(0, place)}${digit}${mac.slice(place + 1)}`)).toBe(false)
      expect(taken(call, `${sentTarget}&more=1`, mac)).toBe(false)
      expect(taken(call, sentTarget.replace('accounting', 'escan'), mac)).toBe(false)
      expect(taken(call, sentTarget, mac, ['https://elsewhere.example.fi'])).toBe(false)
    }),
  )
})
