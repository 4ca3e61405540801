import { BillingError } from '../errors/billing-error.ts'

/** Why a server can't listen on a host and port, with what to do; undefined for a failure of any other kind. */
export function cannotListen(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): BillingError | undefined {
  const why = reasons.get(error.code ?? '')
  if (why === undefined) return undefined
  return new BillingError('cannot-listen', `${host}:${port} cannot be listened on: ${why}`, { cause: error })
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another program does. Stop it, or give another --port (0 for any that is free)'],
  ['EACCES', 'this user may not. Give a --port from 1024 on'],
  ['EADDRNOTAVAIL', 'this machine has no such address. Give another --host'],
  ['ENOTFOUND', 'there is no host of this name. Give another --host'],
  ['EAI_AGAIN', 'the name of the host cannot be looked up. Give an address as --host'],
])
