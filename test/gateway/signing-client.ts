import { createHash, createHmac } from 'node:crypto'
import { readProtocolHeaders, type ProtocolHeaders } from '../../src/gateway/protocol-headers.ts'
import { readCallTarget, type CallTarget } from '../../src/gateway/call-target.ts'

/** A client of the API, written from the protocol's description alone: nothing here is the gateway's. */
export interface ClientCall {
  readonly method: 'GET' | 'POST'
  /** As the client signs it. */
  readonly signedUrl: string
  readonly sender: string
  readonly customerId: string
  readonly partnerId: string
  readonly timestamp: string
  readonly timestampUnix: string
  readonly language: string
  readonly organisationId: string
  readonly transactionId: string
  readonly customerKey: string
  readonly partnerKey: string
  readonly algorithm: 'HMACSHA256' | 'SHA256'
}

/** The public test credentials of a client, whose MAC is known. */
export const checkCall: ClientCall = {
  method: 'GET',
  signedUrl: 'https://integrationdemo.netvisor.fi/accounting.nv',
  sender: 'Testiclient',
  customerId: 'Integraatiokayttajan tunnus',
  partnerId: 'Testipartner',
  timestamp: '2024-01-01 12:00:00.000',
  timestampUnix: '1704110400',
  language: 'FI',
  organisationId: '1967543-8',
  transactionId: '123456',
  customerKey: '7cd680e89e880553358bc07cd28b0ee2',
  partnerKey: '07f94228d149a96b2f25e3edad55096e',
  algorithm: 'HMACSHA256',
}

export const checkMac = '32748b7860d8863a4204987eb10d46c62c19147f1e48112a9e80721b5c7354c6'

export const checkPublicUrl = 'https://integrationdemo.netvisor.fi'

export function clientCall(changes: Partial<ClientCall> = {}): ClientCall {
  return { ...checkCall, ...changes }
}

export function clientMac(call: ClientCall, encoding: 'latin1' | 'utf8' = 'latin1'): string {
  const { signedUrl, sender, customerId, timestamp, language, organisationId, transactionId } = call
  const first = [signedUrl, sender, customerId, timestamp, language, organisationId, transactionId]
  const keys = `${call.customerKey}&${call.partnerKey}`
  if (call.algorithm === 'SHA256')
    return createHash('sha256')
      .update(Buffer.from([...first, keys].join('&'), encoding))
      .digest('hex')
  return createHmac('sha256', keys)
    .update(Buffer.from([...first, call.timestampUnix, keys].join('&'), encoding))
    .digest('hex')
}

/** The headers as they arrive, a character for each byte; non-ASCII senders are UTF-8 on POST. */
export function clientHeaders(call: ClientCall, mac = clientMac(call)): readonly string[] {
  const senderBytes = Buffer.from(call.sender, call.method === 'POST' ? 'utf8' : 'latin1')
  return Object.entries({
    Host: 'integrationdemo.netvisor.fi',
    'X-Netvisor-Authentication-Sender': senderBytes.toString('latin1'),
    'X-Netvisor-Authentication-CustomerId': call.customerId,
    'X-Netvisor-Authentication-PartnerId': call.partnerId,
    'X-Netvisor-Authentication-Timestamp': call.timestamp,
    'X-Netvisor-Authentication-TimestampUnix': call.timestampUnix,
    'X-Netvisor-Authentication-TransactionId': call.transactionId,
    'X-Netvisor-Authentication-MAC': mac,
    'X-Netvisor-Authentication-MACHashCalculationAlgorithm': call.algorithm,
    'X-Netvisor-Interface-Language': call.language,
    'X-Netvisor-Organisation-ID': call.organisationId,
  }).flat()
}

/** What the gateway reads; fails the test when it refuses. */
export function readHeaders(rawHeaders: readonly string[]): ProtocolHeaders {
  const read = readProtocolHeaders(rawHeaders)
  if (read.kind === 'refused') throw new Error(`refused: ${JSON.stringify(read.refusal)}`)
  return read.headers
}

export function targetOf(sentTarget: string): CallTarget {
  const target = readCallTarget(sentTarget)
  if (target === undefined) throw new Error(`refused: ${sentTarget}`)
  return target
}
