// What the architecture tests read: the project's files as text, with comments and literals told apart from code.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const projectRoot = path.resolve(import.meta.dirname, '../..')

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** Every .ts and .mjs file under the folders; throws when there is none, so that no check passes on nothing. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  const files = folders.flatMap((folder) =>
    filesUnder(folder).filter((file) => /\.(ts|mts|mjs|js)$/.test(file)),
  )
  if (files.length === 0) throw new Error(`no source file was found under ${folders.join(', ')}`)
  return files.map((file) => ({ path: file, text: readText(file) }))
}

/** What git tracks; where there is no git, every file but what .gitignore leaves out. */
export function trackedFiles(): readonly string[] {
  const files = existsSync(path.join(projectRoot, '.git'))
    ? execFileSync('git', ['ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8', maxBuffer: 1 << 26 })
        .split('\0')
        .filter((file) => file !== '' && existsSync(path.join(projectRoot, file)))
    : filesUnder('.')
  if (files.length === 0) throw new Error('no tracked file was found')
  return files
}

export function readText(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8')
}

const ignored = new Set(['node_modules', '.git', '.laskuri', 'coverage'])

function filesUnder(folder: string): readonly string[] {
  const absolute = path.join(projectRoot, folder)
  if (!existsSync(absolute)) return []
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const child = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : filesUnder(child)
    return entry.isFile() ? [child] : []
  })
}

/** The text with comments blanked, and with `literals: 'blank'` also what stands in strings, templates and patterns. */
export function codeOf(text: string, literals: 'keep' | 'blank'): string {
  const literal = (part: string) =>
    literals === 'keep' ? part : `${part.slice(0, 1)}${blanked(part.slice(1, -1))}${part.slice(-1)}`
  let code = ''
  let rest = text
  while (rest !== '') {
    const comment = /^(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest)?.[0]
    const string = /^(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/.exec(rest)?.[0]
    const template = rest.startsWith('`') ? templateAt(rest) : undefined
    const pattern = patternMayFollow(code)
      ? /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(rest)?.[0]
      : undefined
    const plain = /^[^'"`/]+/.exec(rest)?.[0]
    const taken = plain ?? comment ?? string ?? template ?? pattern ?? rest.slice(0, 1)
    if (comment !== undefined) code += blanked(comment)
    else if (taken === template) code += literals === 'keep' ? taken : blankedTemplate(taken)
    else code += taken === string || taken === pattern ? literal(taken) : taken
    rest = rest.slice(taken.length)
  }
  return code
}

/** Spaces of the same length, lines kept. */
function blanked(part: string): string {
  return part.replaceAll(/[^\n]/g, ' ')
}

/** A division sign follows a value; a pattern follows an operator, an opening bracket or a keyword. */
function patternMayFollow(code: string): boolean {
  return /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield))\s*$/.test(code.slice(-40))
}

function templateAt(text: string): string {
  let depth = 0
  for (let place = 1; place < text.length; place += 1) {
    if (text[place] === '\\') place += 1
    else if (depth === 0 && text[place] === '`') return text.slice(0, place + 1)
    else if (text.startsWith('${', place)) depth += 1
    else if (depth > 0 && text[place] === '}') depth -= 1
  }
  return text
}

/** Blanks the words of a template, but keeps the code in its `${}`. */
function blankedTemplate(template: string): string {
  return template
    .split(/(\$\{[^}]*\})/)
    .map((part) => (part.startsWith('${') ? part : blanked(part)))
    .join('')
}

/** What the file imports, re-exports or starts as a worker, as written. */
export function importsOf(text: string): readonly string[] {
  const code = codeOf(text, 'keep')
  const keywords = codeOf(text, 'blank')
  const forms = [
    /\b(?:import|export)\b(?:[\w\s{},*$]*?\bfrom)?\s*['"]([^'"\n]+)['"]/g,
    /\b(?:import|require)\s*\(\s*['"`]([^'"`\n]+)['"`]/g,
    /\bnew\s+URL\s*\(\s*['"`](\.[^'"`\n]+\.m?[tj]s)['"`]/g,
  ]
  return forms.flatMap((form) =>
    [...code.matchAll(form)].flatMap((match) =>
      // A keyword inside a string is blank there.
      match[1] !== undefined && keywords[match.index] !== ' ' ? [match[1]] : [],
    ),
  )
}

/** The imported file from the project's root; undefined for a package or a node module. */
export function importedPath(importer: string, specifier: string): string | undefined {
  return specifier.startsWith('.')
    ? path.posix.normalize(path.posix.join(path.posix.dirname(importer), specifier))
    : undefined
}

/** `path:line: the line` for every line of the file whose code matches. */
export function offendingLines(
  file: SourceFile,
  pattern: RegExp,
  literals: 'keep' | 'blank' = 'blank',
): readonly string[] {
  const lines = file.text.split('\n')
  return codeOf(file.text, literals)
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line) ? [`${file.path}:${index + 1}: ${lines[index]?.trim() ?? ''}`] : [],
    )
}
