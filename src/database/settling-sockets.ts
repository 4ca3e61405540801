import net from 'node:net'
import type postgres from 'postgres'

/** How the driver opens its sockets; left to itself over TLS and where there are several hosts to try. */
export function settlingSockets(
  options: Pick<postgres.Options<Record<string, postgres.PostgresType>>, 'host' | 'port' | 'path' | 'ssl'>,
): { socket?: () => net.Socket } {
  const { path } = options
  if (path !== undefined) return { socket: () => new SettlingSocket().connect(path) }
  const at = /^([^,]+):(\d+)$/.exec(String(options.host))
  if (at === null || Boolean(options.ssl)) return {}
  return { socket: () => new SettlingSocket().connect(Number(at[2]), String(at[1])) }
}

/**
 * A socket whose loss is told once. Between a lost socket's `error` and its `close` the driver (postgres.js 3.4.9) takes
 * queries that it never answers; here an open socket only closes, and the driver fails all of its queries then.
 */
class SettlingSocket extends net.Socket {
  #wasOpen = false

  override emit(event: string | symbol, ...details: unknown[]): boolean {
    if (event === 'connect') this.#wasOpen = true
    if (event === 'error' && this.#wasOpen) return true
    if (event === 'close' && this.#wasOpen) return super.emit(event, false)
    return super.emit(event, ...details)
  }
}
