import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { lastMonth } from './last-month.ts'
import { servedBooks } from './served-books.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the API is, a key that may do everything, and the first month of its books, which has ended. */
    readonly served: { readonly url: string; readonly key: string; readonly month: string }
  }
}

const here = import.meta.dirname

/** Serves new books, and makes a client's types from the document that they serve. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const generator = path.join(here, 'node_modules/openapi-typescript/bin/cli.js')
  if (!existsSync(generator))
    throw new Error('The clients are not installed; run: npm ci --prefix test/clients')
  const month = lastMonth(new Date())
  const books = await servedBooks(month)
  try {
    const folder = path.join(here, 'generated')
    mkdirSync(folder, { recursive: true })
    const document = path.join(folder, 'openapi.json')
    writeFileSync(document, await (await fetch(`${books.url}/openapi.json`)).text())
    execFileSync(process.execPath, [generator, document, '--output', path.join(folder, 'api.d.ts')], {
      stdio: 'pipe',
    })
    project.provide('served', { url: books.url, key: books.key, month })
  } catch (error) {
    await books.stop()
    throw error
  }
  return () => books.stop()
}
