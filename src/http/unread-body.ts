import { IncomingMessage } from 'node:http'

/**
 * Whether some of a request's body is not read, by what the server hands over beside the request. What is answered then
 * ends the connection: the server reads on for half a second and hangs up, on the next request if there is one.
 */
export function hasUnreadBody(env: unknown): boolean {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return false
  const { incoming } = env
  if (!(incoming instanceof IncomingMessage) || incoming.readableEnded) return false
  return Number(incoming.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in incoming.headers
}
