/**
 * The name of a header that two readers of one request could read differently; undefined when there is none. `rawHeaders` are
 * names and values in turn, as Node's parser gives them. What is ambiguous: a header of the protocol, `Host` or one that frames
 * the body given twice; one of the protocol with underscores, which gateways of the CGI family take for hyphens; one that
 * `Connection` tells a proxy to remove; a length beside a transfer encoding, or a transfer encoding other than `chunked`.
 */
export function ambiguousHeader(rawHeaders: readonly string[]): string | undefined {
  const seen = new Map<string, string>()
  const removed = new Set<string>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    const guarded = isOfProtocol(name) || framing.has(name)
    if (guarded && seen.has(name)) return name
    if (!isOfProtocol(name) && isOfProtocol(name.replaceAll(/[^a-z0-9]/g, '-'))) return name
    if (name === 'connection') for (const part of value.split(',')) removed.add(part.trim().toLowerCase())
    seen.set(name, value)
  }
  const encoding = seen.get('transfer-encoding')
  if (encoding !== undefined && (seen.has('content-length') || encoding.trim().toLowerCase() !== 'chunked'))
    return 'transfer-encoding'
  return [...removed].find((name) => isOfProtocol(name) || framing.has(name))
}

const framing = new Set(['host', 'content-length', 'transfer-encoding', 'content-encoding', 'content-type'])

function isOfProtocol(name: string): boolean {
  return name.startsWith('x-netvisor-')
}
