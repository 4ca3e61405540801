import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openServer } from '../../src/database/open-server.ts'
import { booksDigest, differencesOf } from '../killed/books-digest.ts'
import { booksInBetween, playFebruary } from './books-in-between.ts'
import { printedCommands, runPrinted } from '../readme/printed-commands.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-backup-'))
chmodSync(folder, 0o755) // as root the server's user must get in
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function withBooks(name: string, work: (db: DatabasePool) => Promise<void>): Promise<void> {
  const config = { databaseUrl: undefined, dataFolder: path.join(folder, name), recordedBy: 'test' }
  const server = await openServer(config, () => undefined)
  const owner = connect(server, { as: 'owner', connections: 1 })
  await migrate(owner)
  const db = connect(server, { as: 'runtime', connections: 2 })
  try {
    await work(db)
  } finally {
    await Promise.all([db.close(), owner.close()])
    await server.release()
  }
}

test('a copy of the data folder verifies, and goes on to the same documents as the original', async () => {
  await withBooks('.laskuri', booksInBetween)
  const { copyFolder, restoreFolder } = printedCommands()
  runPrinted(copyFolder, folder)
  await withBooks('.laskuri', playFebruary)
  runPrinted(restoreFolder, folder)
  const original = await booksDigest(path.join(folder, '.laskuri'))
  const restored = path.join(folder, '.laskuri-restored')
  expect(differencesOf(await booksDigest(restored), original)).not.toEqual([])
  await withBooks('.laskuri-restored', playFebruary)
  expect(differencesOf(await booksDigest(restored), original)).toEqual([])
  runPrinted('LASKURI_DATA=.laskuri-restored npx laskuri verify --all', folder)
})
