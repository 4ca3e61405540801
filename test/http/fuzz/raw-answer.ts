/** An answer as its bytes say it. */
export interface RawAnswer {
  readonly status: number
  /** In their order, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/**
 * The first answer in the bytes that a server has sent; undefined while it is not whole. Throws where the bytes are no
 * HTTP/1.1, such as a header that was broken by what stands in it.
 */
export function parseRawAnswer(bytes: Buffer, method: string, isEnded: boolean): RawAnswer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) [\t\x20-\x7e]*$/.exec(statusLine)?.[1])
  if (Number.isNaN(status)) throw new Error(`no status line: ${JSON.stringify(statusLine)}`)
  const headers = lines.map(headerOf)
  const rest = bytes.subarray(headEnd + 4)
  if (status < 200) return parseRawAnswer(rest, method, isEnded)
  const body = method === 'HEAD' || status === 204 ? Buffer.alloc(0) : bodyOf(rest, headers, isEnded)
  return body && { status, headers, body: new TextDecoder('utf-8', { fatal: true }).decode(body) }
}

/** The values of a header, one for each time that it stands there. */
export function headerValues({ headers }: RawAnswer, wanted: string): readonly string[] {
  return headers.filter(([name]) => name === wanted).map(([, value]) => value)
}

function headerOf(line: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`no header line: ${JSON.stringify(line)}`)
  return [name.toLowerCase(), value]
}

function bodyOf(
  bytes: Buffer,
  headers: readonly (readonly [string, string])[],
  isEnded: boolean,
): Buffer | undefined {
  const valueOf = (wanted: string) => headers.find(([name]) => name === wanted)?.[1]
  if (valueOf('transfer-encoding') === 'chunked') return unchunked(bytes)
  const length = valueOf('content-length')
  if (length === undefined) return isEnded ? bytes : undefined
  return bytes.length < Number(length) ? undefined : bytes.subarray(0, Number(length))
}

function unchunked(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16)
    if (Number.isNaN(size)) throw new Error('no chunk size')
    const next = lineEnd + 2 + size + 2
    if (bytes.length < next) return undefined
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(lineEnd + 2, next - 2))
    at = next
  }
}
