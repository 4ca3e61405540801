import { rmSync } from 'node:fs'
import path from 'node:path'
import { booksDigest, type BooksDigest } from './books-digest.ts'
import { startCommand } from './command-under-trial.ts'
import { copyFolder } from './copy-folder.ts'
import type { Stages } from './prepare-stages.ts'
import { StatementLog } from './statement-log.ts'

export const commandNames = ['ingest', 'close-month', 'invoice run'] as const
export type CommandName = (typeof commandNames)[number]

/** A command, where it begins, and how it ends when nothing disturbs it. */
export interface Undisturbed {
  readonly name: CommandName
  readonly args: readonly string[]
  readonly stage: string
  readonly durationMs: number
  /** Statements that the server begins for it. */
  readonly statements: number
  readonly end: BooksDigest
}

/** Runs the command on a copy of its stage, and measures it. */
export async function undisturbed(name: CommandName, stages: Stages, folder: string): Promise<Undisturbed> {
  const { args, stage } = commandOn(name, stages)
  const dataFolder = path.join(folder, 'undisturbed')
  copyFolder(stage, dataFolder)
  rmSync(path.join(dataFolder, 'postgresql.log'))
  const startedMs = performance.now()
  const { code, stderr } = await startCommand(args, dataFolder).ended()
  const durationMs = performance.now() - startedMs
  if (code !== 0) throw new Error(`undisturbed, ${name} ended with ${code}: ${stderr}`)
  const statements = new StatementLog(dataFolder).count()
  const end = await booksDigest(dataFolder)
  if (end.faults.length > 0 || end.tables['pending_batches'] !== '0 rows, 0')
    throw new Error(`undisturbed, ${name} left faults: ${JSON.stringify(end)}`)
  rmSync(dataFolder, { recursive: true })
  return { name, args, stage, durationMs, statements, end }
}

function commandOn(name: CommandName, stages: Stages): Pick<Undisturbed, 'args' | 'stage'> {
  switch (name) {
    case 'ingest':
      return { args: ['ingest', stages.callsFile], stage: stages.ingest }
    case 'close-month':
      return { args: ['close-month', '2026-02', '--with-holds'], stage: stages.close }
    case 'invoice run':
      return { args: ['invoice', 'run', '2026-02', '--allow-sample'], stage: stages.run }
  }
}
