// Runs the engine's tests and a scenario against a PostgreSQL server that is none of ours: Debian's binaries, started in
// a temporary folder on a free port, with a password, and stopped at the end. `npm run test:server`, or of some of the
// tests `npm run test:server -- test/backup`.
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'

const debian = '/usr/lib/postgresql'
const versions = existsSync(debian) ? readdirSync(debian).filter((version) => Number(version) >= 15) : []
const version = versions.toSorted((one, other) => Number(one) - Number(other))[0]
if (version === undefined) {
  process.stderr.write(`No PostgreSQL 15 or later below ${debian}; install Debian's package postgresql-15\n`)
  process.exit(1)
}
const bin = path.join(debian, version, 'bin')
const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-server-'))
const data = path.join(folder, 'data')
const passwordFile = path.join(folder, 'password')
const password = 'only-for-this-test-run'
writeFileSync(passwordFile, password)
const user = unprivileged()
if (user !== undefined) {
  chownSync(folder, user.uid, user.gid)
  chownSync(passwordFile, user.uid, user.gid)
}
const port = await freePort()
let status = 1
try {
  run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'billing', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
    user,
  )
  run(
    path.join(bin, 'pg_ctl'),
    [
      '-D',
      data,
      '-w',
      '-l',
      path.join(folder, 'log'),
      '-o',
      `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder}`,
      'start',
    ],
    user,
  )
  const url = `postgres://billing:${password}@127.0.0.1:${port}/postgres`
  process.stdout.write(`PostgreSQL ${version} on port ${port}\n`)
  const tests = spawnSync('vitest', ['run', '--project', 'engine', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, LASKURI_TEST_DATABASE_URL: url },
  })
  status = tests.status ?? 1
} finally {
  run(path.join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], user)
  rmSync(folder, { recursive: true, force: true })
}
process.exit(status)

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const found = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    const group = spawnSync('id', ['-g', name], { encoding: 'utf8' })
    if (found.status === 0) return { uid: Number(found.stdout), gid: Number(group.stdout) }
  }
  return undefined
}

function run(command, args, owner) {
  const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder, ...owner })
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status}`)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}
