import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

import type { Config } from '../../src/config/config.ts'
import { openServer } from '../../src/database/open-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The one server of a test run. */
    readonly testServer: { readonly databaseUrl: string | null; readonly dataFolder: string }
  }
}

/** One PostgreSQL for the whole run: an embedded one in a temporary folder, or LASKURI_TEST_DATABASE_URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-test-'))
  const databaseUrl = process.env['LASKURI_TEST_DATABASE_URL']
  const config: Config = { databaseUrl, dataFolder, recordedBy: 'test' }
  const server = await openServer(config, (line) => process.stderr.write(`${line}\n`))
  project.provide('testServer', { databaseUrl: databaseUrl ?? null, dataFolder })
  return async () => {
    await server.release()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
