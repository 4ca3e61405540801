import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CallTarget } from './call-target.ts'
import type { ProtocolHeaders } from './protocol-headers.ts'
import { signedSenders, signedUrls } from './signed-forms.ts'

/** What only the client and we know. */
export interface CallKeys {
  /** The API identifier's own. */
  readonly customerKey: string
  readonly partnerKey: string
}

/** Everything that a MAC is made over but the keys. Neither the method nor the body is: the protocol leaves them out. */
export interface SignedCall {
  readonly headers: ProtocolHeaders
  readonly target: CallTarget
  /** What clients take for the server's URL, without the resource. */
  readonly publicUrls: readonly string[]
}

/** Undefined keys, an unknown identifier's, take as long as wrong ones. */
const nobodysKeys: CallKeys = {
  customerKey: randomBytes(16).toString('hex'),
  partnerKey: randomBytes(16).toString('hex'),
}

/**
 * Whether the call's MAC was made with these keys, over any form in which clients are known to sign: at most 14 for each
 * public URL. How many there are is told by the request alone, and all are tried, whether one of them matches or not.
 */
export function isSignedWith(call: SignedCall, keys: CallKeys | undefined): boolean {
  const claimed = Buffer.from(call.headers.mac, 'hex')
  let matches = false
  for (const sender of signedSenders(call.headers.sender))
    for (const url of signedUrls(call.publicUrls, call.target.target)) {
      const same = timingSafeEqual(claimed, macOver({ url, sender }, call.headers, keys ?? nobodysKeys))
      matches = same || matches
    }
  return matches && keys !== undefined
}

/** The 32 bytes of the MAC over one form of the call, in which each character is a byte. */
export function macOver(
  { url, sender }: { readonly url: string; readonly sender: string },
  headers: Omit<ProtocolHeaders, 'mac' | 'sender'>,
  { customerKey, partnerKey }: CallKeys,
): Buffer {
  const { customerId, timestamp, timestampUnix, language, organisationId, transactionId, algorithm } = headers
  const parts = [url, sender, customerId, timestamp.text, language, organisationId, transactionId]
  if (algorithm === 'SHA256')
    return createHash('sha256')
      .update(bytesOf([...parts, customerKey, partnerKey]))
      .digest()
  const message = bytesOf([...parts, timestampUnix?.text ?? '', customerKey, partnerKey])
  return createHmac('sha256', bytesOf([customerKey, partnerKey]))
    .update(message)
    .digest()
}

function bytesOf(parts: readonly string[]): Buffer {
  return Buffer.from(parts.join('&'), 'latin1')
}
