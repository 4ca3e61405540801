import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { deflateSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerStatus, beginningBytesMax } from '../../src/gateway/answer-status.ts'
import type { CallStatus } from '../../src/gateway/call-status.ts'

const ok =
  '<Root><ResponseStatus><Status>OK</Status><TimeStamp>now</TimeStamp></ResponseStatus><Replies/></Root>'
const failed =
  '<Root><ResponseStatus><Status>FAILED</Status><Status>INVALID_DATA :: Määrä &lt; 0</Status></ResponseStatus></Root>'

const success: CallStatus = { kind: 'success' }
const failure: CallStatus = { kind: 'failure', code: 'INVALID_DATA', text: 'Määrä < 0' }

async function statusOf(pieces: Iterable<Uint8Array>, contentEncoding?: string): Promise<CallStatus> {
  const reader = answerStatus(contentEncoding)
  for (const piece of pieces) reader.write(piece)
  return reader.end()
}

function unknown(why: string) {
  return { kind: 'unknown', why }
}

function utf16(text: string): Buffer {
  return Buffer.from(`\uFEFF${text}`, 'utf16le')
}

const answers: readonly (readonly [string, Buffer, string | undefined, object])[] = [
  ['success', Buffer.from(ok), undefined, success],
  ['failure', Buffer.from(failed), undefined, failure],
  [
    'a failure without a code',
    Buffer.from(failed.replace('INVALID_DATA ::', 'Ei käy:')),
    undefined,
    { kind: 'failure', code: null, text: 'Ei käy: Määrä < 0' },
  ],
  ['a byte order mark', Buffer.from(`\uFEFF${failed}`), undefined, failure],
  ['a declaration', Buffer.from(`<?xml version="1.0" encoding="utf-8"?>\n${failed}`), undefined, failure],
  [
    'ISO-8859-1',
    Buffer.from(`<?xml version='1.0' encoding='ISO-8859-1'?>${failed}`, 'latin1'),
    undefined,
    failure,
  ],
  ['UTF-16', utf16(failed), undefined, failure],
  [
    'an encoding nobody knows',
    Buffer.from(`<?xml version="1.0" encoding="x-own"?>${ok}`),
    undefined,
    success,
  ],
  [
    'namespaces',
    Buffer.from(ok.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1n:').replace('<n:Root', '<n:Root xmlns:n="urn:n"')),
    undefined,
    success,
  ],
  [
    'whitespace, comments and CDATA',
    Buffer.from(
      '<!-- a > b -->\n<Root a="<>">\n <ResponseStatus >\r\n<!-- <Status>FAILED</Status> --><Status>\n <![CDATA[O]]>K <!-- - --></Status></ResponseStatus>'.replace(
        '"<>"',
        '">"',
      ),
    ),
    undefined,
    success,
  ],
  [
    'a status of one reply',
    Buffer.from(
      `<Root><Replies><ResponseStatus><Status>OK</Status></ResponseStatus></Replies>${failed.slice('<Root>'.length)}`,
    ),
    undefined,
    failure,
  ],
  ['gzip', gzipSync(failed), 'gzip', failure],
  ['x-gzip', gzipSync(failed), 'X-GZIP', failure],
  ['deflate', deflateSync(failed), 'deflate', failure],
  ['identity', Buffer.from(ok), 'identity', success],
  ['gzip cut off behind the status', cutGzip(), 'gzip', success],
  ['broken behind the status', Buffer.from(ok.replace('<Replies/>', '<<&')), undefined, success],
  ['cut off behind the status', Buffer.from(ok.slice(0, ok.indexOf('<Replies'))), undefined, success],
  [
    'cut off in the status',
    Buffer.from(ok.slice(0, ok.indexOf('<TimeStamp'))),
    undefined,
    unknown('cut-off'),
  ],
  ['nothing', Buffer.from(''), undefined, unknown('cut-off')],
  ['no status', Buffer.from('<Root><Replies/></Root>'), undefined, unknown('no-status')],
  ['a status of another word', Buffer.from(ok.replace('OK', 'PERHAPS')), undefined, unknown('no-status')],
  [
    'a status that contradicts itself',
    Buffer.from(ok.replace('</Status>', '</Status><Status>FAILED</Status>')),
    undefined,
    unknown('no-status'),
  ],
  ['an empty status', Buffer.from('<Root><ResponseStatus/></Root>'), undefined, unknown('no-status')],
  ['text', Buffer.from('Service unavailable'), undefined, unknown('not-xml')],
  ['a page', Buffer.from('<!DOCTYPE html><html><head><br></head></html>'), undefined, unknown('not-xml')],
  ['broken before the status', Buffer.from(`<Root><a></b>${ok}`), undefined, unknown('not-xml')],
  ['an entity nobody declared', Buffer.from(ok.replace('OK', 'O&kay;')), undefined, unknown('not-xml')],
  ['an encoding that is not read', Buffer.from(ok), 'zstd', unknown('packed')],
  ['gzip that is none', Buffer.from(ok), 'gzip', unknown('packed')],
  [
    'a status that is too far',
    Buffer.from(`<Root>${' '.repeat(beginningBytesMax)}${ok.slice('<Root>'.length)}`),
    undefined,
    unknown('not-at-beginning'),
  ],
  [
    'a packed status that is too far',
    gzipSync(`<Root>${' '.repeat(beginningBytesMax)}${ok.slice('<Root>'.length)}`),
    'gzip',
    unknown('not-at-beginning'),
  ],
]

function cutGzip(): Buffer {
  // Random digits don't pack: the first half holds the status.
  const replies = Array.from({ length: 4000 }, (_, index) =>
    Math.imul(index, 2_654_435_761).toString(16),
  ).join('')
  const packed = gzipSync(ok.replace('<Replies/>', `<Replies>${replies}</Replies>`))
  return packed.subarray(0, Math.floor(packed.length / 2))
}

test.each(answers)('an answer is read for what it says: %s', async (_, bytes, contentEncoding, status) => {
  expect(await statusOf([bytes], contentEncoding)).toEqual(status)
})

function piecesOf(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
    (one, other) => one - other,
  )
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place))
}

const small = answers.filter(([, bytes]) => bytes.length < 2000)

test.each(small)('split anywhere, an answer says the same: %s', async (_, bytes, contentEncoding, status) => {
  expect(
    await statusOf(
      Array.from(bytes, (byte) => Uint8Array.of(byte)),
      contentEncoding,
    ),
  ).toEqual(status)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3000), { maxLength: 6 }), async (cuts) => {
      expect(await statusOf(piecesOf(bytes, cuts), contentEncoding)).toEqual(status)
    }),
    { numRuns: 30 },
  )
})

const xmlish = fc
  .array(
    fc.constantFrom(
      '<Root>',
      '</Root>',
      '<ResponseStatus>',
      '</ResponseStatus>',
      '<Status>',
      '</Status>',
      'OK',
      'FAILED',
      ' :: ',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&amp;',
      '&',
      '<',
      '>',
      'ä',
      '\u{1F600}',
      '\uFEFF',
      '\r\n',
      '<?xml version="1.0" encoding="iso-8859-1"?>',
    ),
    { maxLength: 25 },
  )
  .map((parts) => Buffer.from(parts.join('')))

test('split anywhere, garbage that looks like an answer says the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        xmlish,
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
      fc.array(fc.nat(500), { maxLength: 8 }),
      async (bytes, cuts) => {
        expect(await statusOf(piecesOf(bytes, cuts))).toEqual(await statusOf([bytes]))
      },
    ),
    { numRuns: 500 },
  )
})

test('what is written may be overwritten at once', async () => {
  const reader = answerStatus('gzip')
  const bytes = Uint8Array.from(gzipSync(ok))
  reader.write(bytes)
  bytes.fill(0)
  expect(await reader.end()).toEqual(success)
})

const megabyteOfReplies = '<Reply>1234</Reply>'.repeat(52_428)

/** Bytes of buffers that something still holds. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
  return process.memoryUsage().arrayBuffers
}

test.each([
  ['with its status at the beginning', ok.slice(0, ok.indexOf('<Replies')), undefined, success],
  ['without a status', '<Root>', undefined, unknown('not-at-beginning')],
  ['packed, as it says', '', 'gzip', unknown('packed')],
] as const)('of an answer of 100 MB nothing is held: %s', async (_, beginning, contentEncoding, status) => {
  const reader = answerStatus(contentEncoding)
  const before = heldBytes()
  reader.write(Buffer.from(beginning))
  for (let count = 0; count < 100; count += 1) reader.write(Buffer.from(megabyteOfReplies))
  // Freed buffers may be counted a little longer; held ones would come to 100 MB.
  expect(heldBytes() - before).toBeLessThan(50 * 1_048_576)
  expect(await reader.end()).toEqual(status)
})

test('a small answer that unpacks to 100 MB is unpacked only at its beginning', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('<Root>'), Buffer.alloc(100 * 1_048_576, ' ')]))
  expect(await statusOf([bomb], 'gzip')).toEqual(unknown('not-at-beginning'))
})
