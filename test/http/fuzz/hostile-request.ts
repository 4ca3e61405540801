import * as fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { hostileChange } from './hostile-json.ts'
import { hostileText } from './hostile-texts.ts'
import { bodyTwist, headerTwist, queryTwist } from './nearly-valid.ts'
import { encoded, type RequestDraft, type Twist } from './request-draft.ts'

/** What is sent by those who try what happens, and by broken programs. */
export function hostileTwist(): fc.Arbitrary<Twist> {
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.nat(40), hostileChange).map(([place, change]) => bodyTwist(place, change)),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.nat(9), hostileInUrl)
        .map(([which, value]) => queryTwist('query', which, ([name]) => [[name, value]])),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.nat(5), hostileInUrl).map(([which, text]) => pathTwist(which, text)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.nat(2000), fc.constantFrom(...bytesChanges))
        .map(([at, change]) => bytesTwist(at, change)),
    },
    { weight: 2, arbitrary: encodingTwist },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...oddHeaders)
        .map(([name, value]) => headerTwist(`header ${name}`, name, value)),
    },
    fc
      .tuple(
        fc.constantFrom('Idempotency-Key', 'Accept', 'Content-Type', 'Authorization', 'ce-id', 'X-Any'),
        inHeader,
      )
      .map(([name, value]) => headerTwist(`header ${name}`, name, value)),
    fc.constantFrom('Idempotency-Key', 'Content-Type', 'Authorization', 'Accept').map(headerTwice),
    fc.constantFrom(...methods).map(methodTwist),
    fc.constantFrom(...targets).map(targetTwist),
    fc.constantFrom(...lengths).map(lengthTwist),
    fc.constant(binaryCloudEvent),
  )
}

/** Also what is no percent-encoding, and bytes that are no UTF-8. */
const hostileInUrl = fc.oneof(
  { weight: 3, arbitrary: hostileText.map(encoded) },
  fc.constantFrom(
    '%',
    '%zz',
    '%c3',
    '%ff%fe',
    '%ED%A0%80',
    '%C0%AF',
    '%00',
    '%0d%0aX:%201',
    '%2F',
    '%2e%2e%2f',
    '+',
    '\xe4',
    '\xff',
    '..',
    '.',
    '%2e%2e',
    'a;b=c',
    'a%252Fb',
    '&',
    '=',
    '#',
    '?x',
    '|',
    '{}',
    '"',
    '<script>',
    '\\',
  ),
)

const inHeader = fc.oneof(
  hostileText.map((text) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')),
  fc.string({ unit: 'binary-ascii', maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
  fc.constantFrom(
    'Bearer',
    'Bearer ',
    'Basic eDp5',
    'Bearer lk_x',
    `Bearer lk_${'0'.repeat(20)}_${'A'.repeat(43)}`,
    'Bearer a b',
  ),
  fc.constantFrom(
    'application/json; charset=utf-16',
    'application/json;',
    'APPLICATION/JSON',
    'application/json; charset="',
    ',',
  ),
  fc.constantFrom('text/csv;q=0', 'text/event-stream, */*', '*/*;q=1e400', 'text/csv\t', ';'),
)

/** One of the values in the path, or something behind it. */
function pathTwist(which: number, text: string): Twist {
  return {
    name: 'path',
    apply: (draft) => {
      const segments = draft.path.split('/')
      const values = draft.operation.path
        .split('/')
        .flatMap((part, index) => (part.startsWith('{') ? [index] : []))
      const at = values[which % Math.max(1, values.length)] ?? segments.length
      return { ...draft, path: segments.toSpliced(at, 1, text).join('/') }
    },
  }
}

type BytesChange = (bytes: Uint8Array, at: number) => Uint8Array

const bytesChanges: readonly BytesChange[] = [
  () => new Uint8Array(),
  (bytes, at) => bytes.subarray(0, at % (bytes.length + 1)),
  (bytes, at) => spliced(bytes, at, [0xff]),
  (bytes, at) => spliced(bytes, at, [0xed, 0xa0, 0x80]),
  (bytes, at) => spliced(bytes, at, [0]),
  (bytes, at) => spliced(bytes, at, [0x0d, 0x0a]),
  (bytes) => spliced(bytes, 0, [0xef, 0xbb, 0xbf]),
  (bytes) => Buffer.from(Buffer.from(bytes).toString(), 'utf16le'),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) => Buffer.concat([bytes, Buffer.alloc(100_000, ' ')]),
]

function spliced(bytes: Uint8Array, at: number, inserted: readonly number[]): Uint8Array {
  const place = at % (bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, place), Uint8Array.from(inserted), bytes.subarray(place)])
}

function bytesTwist(at: number, change: BytesChange): Twist {
  return {
    name: 'bytes',
    apply: (draft) => withBytes(draft, (bytes) => change(bytes, at)),
  }
}

function withBytes(draft: RequestDraft, change: (bytes: Uint8Array) => Uint8Array): RequestDraft {
  if (draft.body === undefined) return draft
  return { ...draft, body: { ...draft.body, changes: [...draft.body.changes, change] } }
}

const asTheyAre = (bytes: Uint8Array) => bytes
/** 64 MiB in 64 KiB. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, '['))

const encodingTwist: fc.Arbitrary<Twist> = fc
  .constantFrom<readonly [string, (bytes: Uint8Array) => Uint8Array]>(
    ['gzip', (bytes) => gzipSync(bytes)],
    ['GZIP', (bytes) => gzipSync(bytes)],
    ['gzip', asTheyAre],
    ['gzip', (bytes) => gzipSync(bytes).subarray(0, -9)],
    ['gzip', (bytes) => gzipSync(bytes).subarray(0, 5)],
    ['gzip', (bytes) => Buffer.concat([gzipSync(bytes), gzipSync(bytes)])],
    ['gzip', (bytes) => Buffer.concat([gzipSync(bytes), Buffer.from('junk')])],
    ['gzip', () => bomb],
    ['gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))],
    ['identity', asTheyAre],
    ['br', asTheyAre],
    ['', asTheyAre],
    ['x\xe4', asTheyAre],
  )
  .map(([encoding, change]) => ({
    name: 'content encoding',
    apply: (draft) => headerTwist('', 'Content-Encoding', encoding).apply(withBytes(draft, change)),
  }))

const oddHeaders: readonly (readonly [string, string])[] = [
  ['Host', ''],
  ['Host', 'a b'],
  ['Host', '[::1]:99999'],
  ['Host', 'evil.test/..?x=#'],
  ['Host', '\xff'],
  ['Expect', '100-continue'],
  ['Expect', 'the-unexpected'],
  ['Connection', 'close, Upgrade'],
  ['Upgrade', 'websocket'],
  ['Range', 'bytes=5-1'],
  ['If-None-Match', '*'],
  ['TE', 'trailers, deflate;q=0.5'],
  ['X-Forwarded-Proto', 'javascript'],
  ['Cookie', '\x80\x81'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['Broken Name', 'x'],
  ['Broken-Value', 'a\0b'],
  ['Broken-Value', 'a\rb'],
  ['Long', 'x'.repeat(20_000)],
  ['Many', Array.from({ length: 3000 }, (_, index) => `\r\nh${index}: 1`).join('')],
]

function headerTwice(name: string): Twist {
  return {
    name: `${name} twice`,
    apply: (draft) => {
      const own = draft.headers.find(([each]) => each === name)?.[1] ?? 'application/json'
      return { ...draft, headers: [...draft.headers, [name, own], [name, 'another']] }
    },
  }
}

const methods = [
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'CONNECT',
  'QUERY',
  'PROPFIND',
  'GET',
  'POST',
  'get',
  'BREW',
  'M-SEARCH',
]

const targets: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `/x/..${path}`,
  (path) => `/%2e%2e/..${path}`,
  (path) => `http://elsewhere.test${path}`,
  (path) => `https://user:pass@elsewhere.test:1${path}`,
  (path) => `ftp://elsewhere.test${path}`,
  (path) => path.slice(1),
  (path) => `\\${path}`,
  (path) => path.toUpperCase(),
  (path) => `${path}?`,
  (path) => `${path}??a=b?&&=&a`,
  (path) => `${path}#x`,
  (path) => `${path}?${'a'.repeat(60_000)}`,
  (path) => `${path}?${'limit=1&'.repeat(900)}`,
  (path) => `${path}?${Array.from({ length: 1500 }, (_, index) => `p${index}=1`).join('&')}`,
  (path) => `${path}?__proto__[x]=1&constructor=2&a[]=1&a[b][c]=2`,
  (path) => `${path}/${'x'.repeat(9000)}`,
  (path) => `${path}/${'a/'.repeat(3000)}`,
  () => '*',
  () => '',
  () => '/',
  () => '?',
  () => '/openapi.json',
  () => '/docs',
  () => '/metrics',
  () => '/readyz?x=\xff',
  () => '/docs/../../../etc/passwd',
  () => 'elsewhere.test:443',
]

function methodTwist(method: string): Twist {
  return { name: 'method', apply: (draft) => ({ ...draft, method }) }
}

function targetTwist(change: (path: string) => string): Twist {
  return { name: 'target', apply: (draft) => ({ ...draft, target: change(draft.path) }) }
}

type Length = readonly [name: string, header: string, value: string]

const lengths: readonly Length[] = [
  ['too long', 'Content-Length', '100000'],
  ['far too long', 'Content-Length', '99999999999'],
  ['too short', 'Content-Length', '1'],
  ['none', 'Content-Length', '0'],
  ['no number', 'Content-Length', 'x'],
  ['negative', 'Content-Length', '-5'],
  ['beyond numbers', 'Content-Length', '9'.repeat(40)],
  ['two', 'Content-Length', '2, 3'],
  ['chunks that are none', 'Transfer-Encoding', 'chunked'],
  ['an encoding unknown', 'Transfer-Encoding', 'rot13'],
]

function lengthTwist([name, header, value]: Length): Twist {
  return headerTwist(`length ${name}`, header, value)
}

const binaryCloudEvent: Twist = {
  name: 'binary CloudEvent',
  apply: (draft) => ({
    ...draft,
    headers: [
      ...draft.headers,
      ['ce-specversion', '1.0'],
      ['ce-type', 'api.call'],
      ['ce-id', '%00"\\'],
      ['ce-source', '%E4%BD%A0'],
      ['ce-subject', 'c1'],
      ['ce-__proto__', 'x'],
    ],
  }),
}
