import type { ApiScope } from '../../../src/api-keys/api-key.ts'
import { runningServer, type RunningTestServer, type ServedDatabase } from '../running-server.ts'
import type { Callers } from './arbitrary-request.ts'
import { describedApi } from './described-api.ts'
import type { Fuzzed } from './play-requests.ts'
import { fuzzedAt, prepareBooks } from './prepared-books.ts'

export interface FuzzedBooks extends Fuzzed {
  readonly server: RunningTestServer
}

/** A server over prepared books, and what the fuzz has to know: its own description, what exists, who may ask. */
export async function fuzzedBooks(opened?: Promise<ServedDatabase>): Promise<FuzzedBooks> {
  const server = await runningServer(fuzzedAt, {}, opened)
  const known = await prepareBooks(server)
  const api = describedApi((await server.send('GET', '/openapi.json')).text)
  const port = Number(new URL(server.url).port)
  return { server, port, known, api, callers: await callers(server), logged: () => server.logged() }
}

async function callers(server: RunningTestServer): Promise<Callers> {
  const bearer = async (scopes: readonly ApiScope[], customers?: readonly string[]) =>
    `Bearer ${await server.keyFor(scopes, customers)}`
  return {
    operator: await bearer(['operate']),
    weak: [
      await bearer(['read']),
      await bearer(['ingest']),
      await bearer(['operate'], ['c1', 'c3']),
      await bearer(['read'], ['c2']),
      `Bearer lk_${'0'.repeat(20)}_${'A'.repeat(43)}`,
    ],
  }
}
