import type postgres from 'postgres'

import { BillingError } from '../errors/billing-error.ts'
import { runtimeRole, type Database } from './client.ts'

/**
 * Makes the cluster's runtime role if it is missing, and lets the current user become it. Roles belong to the whole
 * server, so another database's migration may be doing the same now: whoever is second finds it done.
 */
export async function ensureRuntimeRole(tx: Database): Promise<void> {
  await tx.sql.unsafe(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${runtimeRole}') then
        create role ${runtimeRole} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`)
  if (await canBecome(tx.sql)) return
  await tx.sql.unsafe(`
    do $$ begin
      if current_setting('server_version_num')::int >= 160000 then
        execute 'grant ${runtimeRole} to current_user with set true, inherit false';
      else
        execute 'grant ${runtimeRole} to current_user';
      end if;
    exception when insufficient_privilege or unique_violation or internal_error then null;
    end $$`)
  if (await canBecome(tx.sql)) return
  const [row] = await tx.sql<{ name: string }[]>`select quote_ident(current_user) as name`
  throw new BillingError(
    'database-privileges',
    `The database user may not work as ${runtimeRole}. Have an administrator of the server run: grant ${runtimeRole} to ${row?.name ?? 'current_user'}`,
  )
}

/** From PostgreSQL 16 on, being a member no longer means being allowed to `set role`. */
async function canBecome(sql: postgres.ISql): Promise<boolean> {
  const [row] = await sql<{ can: boolean }[]>`
    select pg_has_role(current_user, ${runtimeRole}, case
      when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as can`
  return row?.can === true
}
