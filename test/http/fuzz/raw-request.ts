/** A request as its bytes, down to what no client would send. Texts are Latin-1: a character is a byte. */
export interface RawRequest {
  readonly method: string
  readonly target: string
  readonly headers: readonly Header[]
  readonly body: Uint8Array
  /** The sender hangs up before the request is whole. */
  readonly isCutShort: boolean
}

export type Header = readonly [name: string, value: string]

/** The bytes on the wire. `Content-Length` is right unless the headers say something about the length themselves. */
export function bytesOfRequest({ method, target, headers, body }: RawRequest): Buffer {
  const saysLength = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))
  const hasBody = body.length > 0 || method === 'POST'
  const all = [
    ...headers,
    ...(saysLength || !hasBody ? [] : [['Content-Length', String(body.length)] as const]),
  ]
  const head = [`${method} ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`)]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

/** The request in a form that can be read, and sent again. */
export function requestInWords({ method, target, headers, body, isCutShort }: RawRequest): string {
  const text = Buffer.from(body).toString('latin1')
  return [
    `${shown(method)} ${shown(target)}${isCutShort ? ' (cut short)' : ''}`,
    ...headers.map(
      ([name, value]) => `  ${shown(name)}: ${/^authorization$/i.test(name) ? '…' : shown(value)}`,
    ),
    `  ${body.length} bytes: ${shown(text)}`,
  ].join('\n')
}

function shown(text: string): string {
  const quoted = JSON.stringify(text)
  return quoted.length <= shownMax ? quoted : `${quoted.slice(0, shownMax)}… (${text.length})`
}

const shownMax = 600
