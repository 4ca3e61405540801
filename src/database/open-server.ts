import type { Config } from '../config/config.ts'
import { openEmbeddedServer } from './embedded/open-embedded-server.ts'
import { openExternalServer } from './external-server.ts'
import type { Server } from './server.ts'

/** The server of the user's own when DATABASE_URL names one, else the embedded one, started when needed. */
export async function openServer(config: Config, say: (line: string) => void): Promise<Server> {
  if (config.databaseUrl !== undefined) return openExternalServer(config.databaseUrl)
  return openEmbeddedServer(config.dataFolder, say)
}
