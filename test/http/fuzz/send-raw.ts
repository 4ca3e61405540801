import { connect } from 'node:net'
import { parseRawAnswer, type RawAnswer } from './raw-answer.ts'
import { bytesOfRequest, type RawRequest } from './raw-request.ts'

/** No measure of speed: a server that does not answer for so long never will. */
const hangMs = 30_000

/**
 * Sends a request over a connection of its own. Gives the answer, or `closed` when the server hung up without one. Throws
 * when there is neither in half a minute, and when what came is no HTTP.
 */
export async function sendRaw(port: number, request: RawRequest): Promise<RawAnswer | 'closed'> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' })
    const hang = AbortSignal.timeout(hangMs)
    const settle = (settled: () => void) => {
      hang.removeEventListener('abort', hung)
      socket.destroy()
      settled()
    }
    const hung = () => settle(() => reject(new Error('neither an answer nor an end in half a minute')))
    const look = (isEnded: boolean) => {
      try {
        const answer = parseRawAnswer(Buffer.concat(parts), request.method, isEnded)
        if (answer !== undefined) settle(() => resolve(answer))
        else if (isEnded && parts.length > 0) settle(() => reject(new Error('the answer ends in its middle')))
        else if (isEnded) settle(() => resolve('closed'))
      } catch (error) {
        settle(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    }
    hang.addEventListener('abort', hung)
    socket.on('data', (part) => {
      parts.push(part)
      look(false)
    })
    socket.on('close', () => look(true))
    socket.on('error', () => undefined) // a server that has answered may hang up on the rest of a request; close follows
    socket.write(bytesOfRequest(request))
    if (request.isCutShort) socket.end()
  })
}
