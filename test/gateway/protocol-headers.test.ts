import { expect, test } from 'vitest'
import { readCallTarget } from '../../src/gateway/call-target.ts'
import { readProtocolHeaders } from '../../src/gateway/protocol-headers.ts'
import { senderName } from '../../src/gateway/signed-forms.ts'
import { checkCall, checkMac, clientCall, clientHeaders, readHeaders } from './signing-client.ts'

const sent = clientHeaders(checkCall)

/** The check call's headers with one of them changed, or left out. */
function withHeader(name: string, value: string | undefined): readonly string[] {
  return sent.flatMap((text, index) => {
    if (index % 2 === 1) return []
    if (text.toLowerCase() !== name.toLowerCase()) return [text, sent[index + 1] ?? '']
    return value === undefined ? [] : [text, value]
  })
}

function refusalOf(rawHeaders: readonly string[]) {
  const read = readProtocolHeaders(rawHeaders)
  return read.kind === 'refused' ? read.refusal : undefined
}

test("a call's headers are read into values", () => {
  expect(readHeaders(sent)).toEqual({
    sender: 'Testiclient',
    customerId: 'Integraatiokayttajan tunnus',
    partnerId: 'Testipartner',
    timestamp: { text: '2024-01-01 12:00:00.000', at: 1_704_110_400_000_000 },
    timestampUnix: { text: '1704110400', at: 1_704_110_400_000_000 },
    transactionId: '123456',
    algorithm: 'HMACSHA256',
    mac: checkMac,
    language: 'FI',
    organisationId: '1967543-8',
    httpStatusCodes: false,
  })
})

test('HTTP status codes are answered only to those who ask for them', () => {
  const name = 'X-Netvisor-Authentication-UseHTTPResponseStatusCodes'
  expect(readHeaders([...sent, name, '1']).httpStatusCodes).toBe(true)
  expect(readHeaders([...sent, name, '0']).httpStatusCodes).toBe(false)
  expect(refusalOf([...sent, name, 'perhaps'])).toEqual({
    kind: 'malformed-header',
    header: name,
    expected: '1 or 0',
  })
})

test.each(sent.filter((_, index) => index % 2 === 0 && index > 0))(
  'without %s a call is refused, by that name',
  (header) => {
    expect(refusalOf(withHeader(header, undefined))).toEqual({ kind: 'missing-header', header })
    expect(refusalOf(withHeader(header, '  '))).toEqual({ kind: 'missing-header', header })
  },
)

test('the old algorithm needs no second timestamp', () => {
  const old = clientHeaders(clientCall({ algorithm: 'SHA256' }))
  const at = old.indexOf('X-Netvisor-Authentication-TimestampUnix')
  expect(readHeaders(old.toSpliced(at, 2)).timestampUnix).toBeUndefined()
})

test.each([
  ['X-Netvisor-Authentication-Sender', 'a&b'],
  ['X-Netvisor-Authentication-Sender', 'a\u0000b'],
  ['X-Netvisor-Authentication-Sender', 'x'.repeat(256)],
  ['X-Netvisor-Authentication-CustomerId', 'a&b'],
  ['X-Netvisor-Authentication-CustomerId', 'ä'],
  ['X-Netvisor-Authentication-PartnerId', 'a\tb'],
  ['X-Netvisor-Authentication-TransactionId', '1&2'],
  ['X-Netvisor-Authentication-Timestamp', '2024-01-01T12:00:00.000Z'],
  ['X-Netvisor-Authentication-Timestamp', '2024-02-30 12:00:00.000'],
  ['X-Netvisor-Authentication-Timestamp', '2024-01-01 12:00:00.000 '.repeat(2)],
  ['X-Netvisor-Authentication-TimestampUnix', '-1'],
  ['X-Netvisor-Authentication-TimestampUnix', '1704110400.5'],
  ['X-Netvisor-Authentication-TimestampUnix', '9999999999'],
  ['X-Netvisor-Authentication-MAC', checkMac.slice(1)],
  ['X-Netvisor-Authentication-MAC', `${checkMac}0`],
  ['X-Netvisor-Authentication-MAC', `${checkMac.slice(1)}g`],
  ['X-Netvisor-Authentication-MACHashCalculationAlgorithm', 'MD5'],
  ['X-Netvisor-Interface-Language', 'DE'],
  ['X-Netvisor-Organisation-ID', '19675438'],
])('a malformed %s is refused, by that name: %j', (header, value) => {
  expect(refusalOf(withHeader(header, value))).toMatchObject({ kind: 'malformed-header', header })
})

test.each([
  ['a second MAC', ['X-Netvisor-Authentication-MAC', checkMac], 'x-netvisor-authentication-mac'],
  ['a second one in other case', ['x-netvisor-organisation-id', '0114162-2'], 'x-netvisor-organisation-id'],
  ['one with underscores', ['X_Netvisor_Authentication_MAC', checkMac], 'x_netvisor_authentication_mac'],
  ['one with a dot', ['X-Netvisor.Organisation-ID', '0114162-2'], 'x-netvisor.organisation-id'],
  [
    'one that a proxy is to remove',
    ['Connection', 'close, X-Netvisor-Authentication-MAC'],
    'x-netvisor-authentication-mac',
  ],
  ['a second host', ['host', 'elsewhere'], 'host'],
  ['two lengths', ['Content-Length', '1', 'Content-Length', '1'], 'content-length'],
  ['a length and chunks', ['Content-Length', '1', 'Transfer-Encoding', 'chunked'], 'transfer-encoding'],
  ['an encoding beside chunks', ['Transfer-Encoding', 'gzip, chunked'], 'transfer-encoding'],
] as const)('headers that two readers could read differently are refused: %s', (_, more, header) => {
  expect(refusalOf([...sent, ...more])).toEqual({ kind: 'ambiguous-header', header })
})

test('what is not of the protocol may come twice, and a body in chunks', () => {
  expect(
    refusalOf([...sent, 'Accept', 'a', 'Accept', 'b', 'Transfer-Encoding', 'chunked', 'Connection', 'close']),
  ).toBe(undefined)
})

test.each(['GET', 'POST'] as const)(
  'a sender has one name, whether it came as ISO-8859-1 or UTF-8: %s',
  (method) => {
    const { sender } = readHeaders(clientHeaders(clientCall({ method, sender: 'Työkalu' })))
    expect(senderName(sender)).toBe('Työkalu')
  },
)

test('a resource is named in one plain way', () => {
  expect(readCallTarget('/AccountingLedger.nv?a=%20')).toEqual({
    resource: 'accountingledger.nv',
    target: '/AccountingLedger.nv?a=%20',
  })
})

test.each([
  '/accounting',
  '/accounting%2Env',
  '/accounting.nv%3Fa=1',
  '//accounting.nv',
  '/../accounting.nv',
  '/a/accounting.nv',
  '/accounting.nv/',
  '/accounting.nv?a=1#b',
  '/accounting.nv?a=ä',
  '/accounting.nv?a=1\n',
  'http://elsewhere.example.fi/accounting.nv',
  '*',
  '',
])('what names none in one plain way is refused: %j', (target) => {
  expect(readCallTarget(target)).toBeUndefined()
})
