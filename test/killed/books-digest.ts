import { connect, type DatabasePool } from '../../src/database/client.ts'
import { openServer } from '../../src/database/open-server.ts'

/** What the books hold, a digest per table, and what is wrong in them whatever they hold. */
export interface BooksDigest {
  readonly tables: Readonly<Record<string, string>>
  readonly faults: readonly string[]
}

/**
 * Reads every table of the books in a data folder. Instants of recording, the dates that follow from them and the
 * numbers of batches differ between two runs of a command: of them only counts whether they are there.
 */
export async function booksDigest(dataFolder: string): Promise<BooksDigest> {
  const server = await openServer({ databaseUrl: undefined, dataFolder, recordedBy: 'test' }, () => undefined)
  const db = connect(server, { as: 'owner', connections: 1 })
  try {
    return await digestOfBooks(db)
  } finally {
    await db.close()
    await server.release()
  }
}

/** The same of an open database. */
export async function digestOfBooks(db: DatabasePool): Promise<BooksDigest> {
  const tables: Record<string, string> = {}
  for (const name of await tableNames(db)) tables[name] = await digestOf(db, name)
  return { tables, faults: await faultsOf(db) }
}

/** What the books hold otherwise than expected, and their faults; empty when all is well. */
export function differencesOf(books: BooksDigest, expected: BooksDigest): readonly string[] {
  const tables = Object.entries(expected.tables)
    .filter(([name, digest]) => books.tables[name] !== digest)
    .map(([name, digest]) => `${name}: ${books.tables[name]} instead of ${digest}`)
  return [...tables, ...books.faults]
}

/** Every table but the partitions and the list of batches, which says how the events came. */
async function tableNames({ sql }: DatabasePool): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname <> 'recording_batches'
    order by 1`
  return rows.map(({ name }) => name)
}

const perRun =
  'recorded_at closed_at completed_at batch_id fact_id entry_id issue_date due_date entry_date commitment'.split(
    ' ',
  )

/** Rows in any order: their count, and the sum of their hashes. */
async function digestOf({ sql }: DatabasePool, table: string): Promise<string> {
  const columns = await sql<{ name: string }[]>`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped
    order by attname`
  const values = columns.map(({ name }) => (perRun.includes(name) ? `${name} is not null` : name))
  const [row] = await sql.unsafe<{ digest: string }[]>(`
    select count(*) || ' rows, ' || coalesce(sum(hashtextextended(row(${values.join(', ')})::text, 0)::numeric), 0)
      as digest from ${table}`)
  if (row === undefined) throw new Error(`${table} was not read`)
  return row.digest
}

async function faultsOf({ sql }: DatabasePool): Promise<readonly string[]> {
  const rows = await sql<{ fault: string }[]>`
    select 'batch ' || batch_id || ' does not hold the events that it says' as fault from recording_batches b
      where event_count <> (select count(*) from events e where e.batch_id = b.batch_id)
    union all
    select 'event ' || event_id || ' of ' || customer_id || ' is in no batch' from events
      where batch_id not in (select batch_id from recording_batches)
    union all
    select voucher || ' is not dated as its run' from journal_entries e
      join documents d on d.customer_id = e.customer_id
        and e.voucher = d.year || '-' || case d.kind when 'credit-note' then 'C' else '' end || lpad(d.number::text, 7, '0')
      join invoice_runs r on r.month = d.billing_month
      where not r.issue_date = all (array[d.issue_date, e.entry_date, d.due_date - 14])
    limit 10`
  return rows.map(({ fault }) => fault)
}
