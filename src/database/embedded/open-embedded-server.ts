import type { Server } from '../server.ts'
import { prepareDataFolder } from './data-folder.ts'
import { leaveServer } from './leave-server.ts'
import { embeddedOptions, type Presence } from './presence.ts'
import { socketFolderOf } from './socket-folder.ts'
import { startOrJoin } from './start-or-join.ts'
import { withStartStopLock } from './start-stop-lock.ts'

const databaseName = 'laskuri'

/**
 * The PostgreSQL of a data folder, shared by the commands that run at the same time: the first starts it, the last
 * stops it. A killed command's presence ends with it; a server that it leaves behind is used by the next command.
 */
export async function openEmbeddedServer(
  wanted: string,
  say: (line: string) => void,
  elsewhere = '/var/lib/laskuri',
): Promise<Server> {
  const folder = prepareDataFolder(wanted, elsewhere)
  const socketFolder = socketFolderOf(folder)
  const presence = await withStartStopLock(folder, async () => {
    const joined = await startOrJoin(folder, socketFolder, say)
    await createDatabase(joined)
    return joined
  })
  let released: Promise<void> | undefined
  return {
    kind: 'embedded',
    description: `embedded PostgreSQL in ${folder.path}`,
    databaseName,
    options: (name) => embeddedOptions(socketFolder, name ?? databaseName),
    release: () => (released ??= withStartStopLock(folder, () => leaveServer(folder, presence))),
  }
}

async function createDatabase(presence: Presence): Promise<void> {
  const found = await presence`select from pg_database where datname = ${databaseName}`
  if (found.length === 0) await presence`create database ${presence(databaseName)}`
}
