import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import path from 'node:path'

/** Settings that make the embedded server write each statement to its log as it begins it. */
export const loggedStatements = `
log_statement = 'all'
log_parameter_max_length = 0
log_line_prefix = ''
`

/** The statements that a data folder's server has begun, read as they come. */
export class StatementLog {
  readonly #file: string
  #offset = 0
  #last = ''
  #count = 0

  constructor(dataFolder: string) {
    this.#file = path.join(dataFolder, 'postgresql.log')
  }

  /** How many have begun so far. */
  count(): number {
    this.#readOn()
    return this.#count
  }

  /** What the last one does: `insert into events`, `read customers`, `commit`; undefined before the first. */
  last(): string | undefined {
    return this.count() === 0 ? undefined : namedAfter(this.#last)
  }

  #readOn(): void {
    if (!existsSync(this.#file)) return
    const [before = '', ...begun] = (this.#last + this.#newText()).split(beginning)
    this.#last = begun.at(-1) ?? before
    this.#count += begun.length
  }

  #newText(): string {
    const handle = openSync(this.#file, 'r')
    const chunk = Buffer.alloc(1 << 16)
    let text = ''
    for (let read = -1; read !== 0; this.#offset += read) {
      read = readSync(handle, chunk, 0, chunk.length, this.#offset)
      text += chunk.toString('latin1', 0, read)
    }
    closeSync(handle)
    return text
  }
}

const beginning = /(?:^|\n)LOG: {2}(?:statement|execute [^:\n]*): /

function namedAfter(statement: string): string {
  const text = statement.split(/\n(?!\t)/)[0] ?? ''
  const written = /\b(?:insert into|delete from|update(?=\s+"?\w+"?\s+set))\s+"?\w+/.exec(text)?.[0]
  const locked = /\b(?:pg_advisory_xact_lock|oldest_open_month|ensure_event_partition)\b/.exec(text)?.[0]
  const read = /\bfrom\s+"?(\w+)/.exec(text)?.[1]
  if (written !== undefined) return written.replaceAll(/[\s"]+/g, ' ')
  return locked ?? (read === undefined ? (/\w+/.exec(text)?.[0] ?? text).toLowerCase() : `read ${read}`)
}
