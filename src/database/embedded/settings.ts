/**
 * How the embedded PostgreSQL runs, given at every start so that an older data folder gets today's settings too.
 * Durability is PostgreSQL's default: a recorded event survives a power cut.
 */
export function serverSettings(socketFolder: string): string[] {
  const settings = {
    // No network: a folder that only its owner may enter is the whole of the authentication.
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: String(embeddedPort),
    max_connections: '100',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Only part of the socket's file name. */
export const embeddedPort = 5432

/** Text sorts by code point, alike on every machine. */
export const clusterOptions = [
  '--username=laskuri',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale-provider=libc',
  '--locale=C',
  '--no-instructions',
]
