// A command that opens the embedded server, says so, and leaves when its input ends.
// Arguments: the data folder, and where root puts what PostgreSQL's account cannot reach.
import { connect } from '../../../src/database/client.ts'
import { openEmbeddedServer } from '../../../src/database/embedded/open-embedded-server.ts'

const [dataFolder = '', elsewhere] = process.argv.slice(2)
const server = await openEmbeddedServer(dataFolder, (line) => process.stderr.write(`${line}\n`), elsewhere)
const db = connect(server, { as: 'owner', connections: 1 })
const [row] = await db.sql`
  select current_setting('data_directory') as cluster, pg_postmaster_start_time()::text as started`
process.stdout.write(`${JSON.stringify(row)}\n`)
process.stdin.resume()
process.stdin.once('end', () => {
  void db
    .close()
    .then(() => server.release())
    .then(() => process.exit(0))
})
