import { Readable } from 'node:stream'
import { constants, createUnzip } from 'node:zlib'
import type { CallStatus } from './call-status.ts'
import { statusInXml } from './status-in-xml.ts'
import { xmlDecoder } from './xml-decoder.ts'

/** So much of an answer is looked at, of its bytes as they come and of what they unpack to. A status is its first element. */
export const beginningBytesMax = 65_536

/** Reads what an answer says about its call while the answer passes by. */
export interface AnswerStatus {
  /** The next bytes of the body. They are the caller's again when this returns. */
  write(bytes: Uint8Array): void
  /** When the body has ended, whole or not; never refused, whatever came. */
  end(): Promise<CallStatus>
}

/**
 * `contentEncoding` is the answer's: none, `gzip` or `deflate`. A packed beginning is held until the end, for how much a broken
 * one gives would depend on its pieces; of any other nothing is held but the text of its status.
 */
export function answerStatus(contentEncoding: string | undefined): AnswerStatus {
  const encoding = contentEncoding?.trim().toLowerCase() ?? ''
  if (['', 'identity'].includes(encoding)) return statusOfPlain()
  if (['gzip', 'x-gzip', 'deflate'].includes(encoding)) return statusOfPacked()
  return { write: () => undefined, end: async () => ({ kind: 'unknown', why: 'packed' }) }
}

function statusOfPlain(): AnswerStatus {
  const beginning = plainBeginning()
  return {
    write: (bytes) => beginning.write(bytes),
    end: async () => beginning.end(),
  }
}

function statusOfPacked(): AnswerStatus {
  const pieces: Uint8Array[] = []
  let held = 0
  return {
    write(bytes) {
      if (held >= beginningBytesMax) return
      const piece = Uint8Array.from(bytes.subarray(0, beginningBytesMax - held))
      pieces.push(piece)
      held += piece.length
    },
    end: async () => statusOfUnpacked(Buffer.concat(pieces)),
  }
}

async function statusOfUnpacked(packed: Buffer): Promise<CallStatus> {
  const beginning = plainBeginning()
  // The beginning of a packed body is a packed body that is cut off, and no error.
  const unpacked = Readable.from([packed]).pipe(createUnzip({ finishFlush: constants.Z_SYNC_FLUSH }))
  try {
    for await (const chunk of unpacked) {
      if (chunk instanceof Uint8Array) beginning.write(chunk)
      if (beginning.isRead()) break
    }
  } catch {
    return beginning.status() ?? { kind: 'unknown', why: 'packed' }
  }
  const status = beginning.end()
  const cutHere = status.kind === 'unknown' && status.why === 'cut-off' && packed.length >= beginningBytesMax
  return cutHere ? { kind: 'unknown', why: 'not-at-beginning' } : status
}

function plainBeginning() {
  const decoder = xmlDecoder()
  const xml = statusInXml()
  let left = beginningBytesMax
  const isRead = () => xml.status() !== undefined || left === 0
  return {
    isRead,
    status: () => xml.status(),
    write(bytes: Uint8Array): void {
      if (isRead()) return
      const looked = bytes.subarray(0, left)
      left -= looked.length
      xml.write(decoder.write(looked))
    },
    end(): CallStatus {
      xml.write(decoder.end())
      const status = xml.statusAtEnd()
      const cutHere = status.kind === 'unknown' && status.why === 'cut-off' && left === 0
      return cutHere ? { kind: 'unknown', why: 'not-at-beginning' } : status
    },
  }
}
