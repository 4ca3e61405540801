import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export interface PrintedCommands {
  readonly copyFolder: string
  readonly restoreFolder: string
  readonly dump: string
  readonly restoreDump: string
}

/** The blocks of commands under a heading of the README. */
export function printedBlocks(heading: string): readonly string[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
  const section = readme.split('\n## ').find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
}

/** The blocks of commands under the README's "Backup and restore". */
export function printedCommands(): PrintedCommands {
  const [copyFolder, restoreFolder, dump, restoreDump] = printedBlocks('Backup and restore')
  if (
    copyFolder === undefined ||
    restoreFolder === undefined ||
    dump === undefined ||
    restoreDump === undefined
  )
    throw new Error('the README prints no four blocks of commands under "Backup and restore"')
  return { copyFolder, restoreFolder, dump, restoreDump }
}

/** Makes `npx laskuri` this checkout's in a folder, as after `npm ci`; the PATH to have for it. */
export function pathWithLaskuri(folder: string, programs?: string): string {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(
    path.join(bin, 'npx'),
    `#!/bin/sh\nshift\nexec "${process.execPath}" "${root}/src/cli/laskuri.mjs" "$@"\n`,
  )
  chmodSync(path.join(bin, 'npx'), 0o755)
  return [bin, ...(programs === undefined ? [] : [programs]), process.env['PATH']].join(path.delimiter)
}

/** Runs commands as somebody would type them in the folder, and throws when one fails; `npx laskuri` is this checkout's. */
export function runPrinted(
  commands: string,
  folder: string,
  { programs, databaseUrl }: { readonly programs?: string; readonly databaseUrl?: string } = {},
): void {
  const { DATABASE_URL: _database, LASKURI_DATA: _data, ...inherited } = process.env
  execFileSync('/bin/sh', ['-ec', commands], {
    cwd: folder,
    env: {
      ...inherited,
      PATH: pathWithLaskuri(folder, programs),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: 'pipe',
  })
}
