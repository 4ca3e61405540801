import { connect, type Database } from '../../../src/database/client.ts'
import type { EngineBooks } from './engine-books.ts'

/**
 * Does the work while a trap lies at the place (`insert on documents`): when the work comes there, the server terminates
 * its connection in the middle of its database transaction. The work has a pool of its own, as a process that dies.
 */
export async function killing<T>(
  { owner, server, name }: EngineBooks,
  place: string,
  work: (runtime: Database) => Promise<T>,
): Promise<T> {
  await owner.sql.unsafe(`
    create or replace function fall_into_trap() returns trigger language plpgsql security definer as $$
    begin
      perform pg_terminate_backend(pg_backend_pid());
      return null;
    end $$;
    create or replace trigger trap before ${place} for each statement execute function fall_into_trap()`)
  const pool = connect(server, { as: 'runtime', database: name })
  try {
    return await work(pool)
  } finally {
    await pool.sql.end({ timeout: 0 }) // it waits for a connection that was lost during a query
    await owner.sql.unsafe(`drop trigger trap on ${place.split(' ').at(-1)}`)
  }
}
