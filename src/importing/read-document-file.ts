import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isMap, isSeq, LineCounter, parseDocument, type Document, type YAMLParseError } from 'yaml'
import type { z } from 'zod'
import { BillingError, type RefusalCode } from '../errors/billing-error.ts'
import { inWords } from './in-words.ts'
import { pathText, problemPath, problemTexts } from './problem-text.ts'

/** A YAML or JSON file that is one document, validated; places of it can be named with their lines. */
export interface DocumentFile<Value> {
  readonly value: Value
  /** `prices.yaml:12: revenueClasses[1].below`. */
  readonly placeOf: (path: readonly PropertyKey[]) => string
}

/** Reads and validates a whole file. Every problem is named with its line; nothing is done half. */
export async function readDocumentFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  code: RefusalCode,
): Promise<DocumentFile<z.output<Schema>>> {
  const text = await readText(file)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true })
  const problems = document.errors.map((error) => `${file}:${syntaxProblem(error)}`)
  if (problems.length > 0) throw refusal(code, problems)
  if (document.contents === null) throw refusal('invalid-file', [`${file}: the file is empty`])
  const lineOf = (path: readonly PropertyKey[]) => lineText(document, lines, path)
  const checked = schema.safeParse(document.toJS(), { error: inWords })
  if (checked.success)
    return { value: checked.data, placeOf: (path) => `${file}:${lineOf(path)}: ${pathText(path)}` }
  const places = checked.error.issues.map((issue) => `${file}:${lineOf(problemPath(issue))}`)
  throw refusal(
    code,
    problemTexts(checked.error).map((problem, index) => `${places[index] ?? file}: ${problem}`),
  )
}

/** `-` is standard input. */
async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      file === '-' ? readFileSync(0) : await readFile(file),
    )
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const what =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'is a directory; a file is needed'
          : error instanceof TypeError
            ? 'is not valid UTF-8'
            : `can't be read (${error instanceof Error ? error.message : String(error)})`
    throw new BillingError('invalid-file', `${file}: ${what}`, { cause: error })
  }
}

/** `12: Map keys must be unique`: the parser's sentence without its own way of naming the place. */
function syntaxProblem({ message, linePos }: YAMLParseError): string {
  const sentence = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
  return `${linePos?.[0].line ?? 1}: ${sentence}`
}

function refusal(code: RefusalCode, problems: readonly string[]): BillingError {
  const shown = problems.slice(0, 20)
  const more = problems.length > shown.length ? [`… and ${problems.length - shown.length} more`] : []
  return new BillingError(code, [...shown, ...more].join('\n'), { details: { problems } })
}

/** The line of the deepest part of the path that is in the file. */
function lineText(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let line = 1
  for (const key of [undefined, ...path]) {
    if (key !== undefined) node = isMap(node) || isSeq(node) ? node.get(key, true) : undefined
    const range = rangeOf(node)
    if (range === undefined) return line
    line = lines.linePos(range).line
  }
  return line
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return undefined
  const start: unknown = node.range[0]
  return typeof start === 'number' ? start : undefined
}
