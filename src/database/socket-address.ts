/** An address whose Unix socket folder the driver cannot read, taken apart. */
export interface SocketAddress {
  /** The address without the socket, which the driver reads. */
  readonly url: string
  /** The socket's file. */
  readonly path: string
}

/**
 * PostgreSQL's two ways to name a Unix socket in an address: `postgres://user@/name?host=/run/postgresql` and
 * `postgres://user@%2Frun%2Fpostgresql/name`. Undefined for an address without one.
 */
export function socketAddress(address: string): SocketAddress | undefined {
  const parts = /^(\w+:\/\/)([^/?@]*@)?([^/?]*)(\/[^?]*)?(?:\?(.*))?$/.exec(address)
  if (parts === null) return undefined
  const [, scheme = '', user = '', authority = '', name = '', search = ''] = parts
  const query = new URLSearchParams(search)
  const [host = '', port] = decodeURIComponent(authority).split(':')
  const folder = query.get('host') ?? host
  if (!folder.startsWith('/')) return undefined
  const path = `${folder}/.s.PGSQL.${query.get('port') ?? port ?? 5432}`
  query.delete('host')
  query.delete('port')
  return { url: `${scheme}${user}localhost${name}?${query.toString()}`, path }
}
