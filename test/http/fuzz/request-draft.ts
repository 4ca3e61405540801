import type { DescribedOperation } from './described-api.ts'
import { textOfTree, type JsonTree } from './json-tree.ts'
import type { Header, RawRequest } from './raw-request.ts'

/** A request in the making, its parts still apart so that one of them can be changed. Texts are Latin-1 bytes. */
export interface RequestDraft {
  readonly operation: DescribedOperation
  readonly method: string
  /** As it is sent: encoded. */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly headers: readonly Header[]
  readonly body: DraftBody | undefined
  /** Of the whole target, where it is no longer made of path and query. */
  readonly target?: string
}

export interface DraftBody {
  readonly mediaType: string
  readonly tree: JsonTree
  /** What is done to the bytes before they are sent. */
  readonly changes: readonly ((bytes: Uint8Array) => Uint8Array)[]
}

/** A change of a draft, with a name for the report. */
export interface Twist {
  readonly name: string
  readonly apply: (draft: RequestDraft) => RequestDraft
}

export function requestOfDraft({ method, path, query, headers, body, target }: RequestDraft): RawRequest {
  const asked = query.map(([name, value]) => `${name}=${value}`).join('&')
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const bytes = body === undefined ? new Uint8Array() : bytesOfBody(body)
  return {
    method,
    target: target ?? (asked === '' ? path : `${path}?${asked}`),
    headers: [
      ...(headers.some(([name]) => name.toLowerCase() === 'host') ? [] : [['Host', 'laskuri.test'] as const]),
      ...headers,
      ...(body === undefined || typed ? [] : [['Content-Type', body.mediaType] as const]),
    ],
    body: bytes,
    isCutShort: promisesMore(headers, bytes.length),
  }
}

/** Whether the headers promise more than is sent: a server waits for the rest until the sender hangs up. */
function promisesMore(headers: readonly Header[], length: number): boolean {
  return headers.some(([name, value]) =>
    name === 'Content-Length' ? Number(value) > length : name === 'Transfer-Encoding',
  )
}

/** Percent-encoded UTF-8; what is not well-formed as its replacement. */
export function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function bytesOfBody({ mediaType, tree, changes }: DraftBody): Uint8Array {
  const lines = mediaType === 'application/x-ndjson' && tree.kind === 'array'
  const text = lines ? tree.items.map((item) => `${textOfTree(item)}\n`).join('') : textOfTree(tree)
  return changes.reduce<Uint8Array>((bytes, change) => change(bytes), new TextEncoder().encode(text))
}
