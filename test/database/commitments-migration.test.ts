import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { knownMigrations, migrationsFolder } from '../../src/database/migrations-folder.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let old: DatabasePool
let folder: string
const name = `laskuri_trial_${crypto.randomUUID().slice(0, 8)}`

// Books as the migrations up to 0003 knew them: a closed month with a first success, a document without commitments.
beforeAll(async () => {
  db = await testDatabase()
  await db.owner.sql`create database ${db.owner.sql(name)}`
  old = connect(db.server, { as: 'owner', database: name, connections: 1 })
  folder = migrationsUpTo('0003_closed_for_good')
  await migrate(old, folder)
  await old.sql`set session_replication_role = replica` // the rows below stand for books whose guards let them in then
  await old.sql.unsafe(`
    select ensure_event_partition('2026-01-01');
    insert into events (posting_month, usage_month, at, batch_id, quantity, body_hash_high, body_hash_low, opening_number,
      disposition, outcome, channel, customer_id, source, event_id, resource, method)
    values ('2026-01-01', '2026-01-01', '2026-01-10T08:00:00Z', 1, 3, 77, -88, 1, 'billable', 'ok', 'web-service', 'c1',
      'default', 'a', 'escan.nv', 'POST');
    insert into first_successes values ('c1', 1, '2026-01-01', '2026-01-10T08:00:00Z', 'default', 'a');
    insert into documents (customer_id, billing_month, kind, year, number, issue_date, due_date, buyer, net, vat, gross,
      vat_groups, corrects, rule_set, recorded_at, recorded_by)
    values ('c1', '2026-01-01', 'invoice', 2026, 1, '2026-02-02', '2026-02-16', '{}', 1, 0.26, 1.26, '[]', '{}', '2026-11', now(),
      'test')`)
  await old.sql`set session_replication_role = origin`
})
afterAll(async () => {
  await old.close()
  await db.owner.sql`drop database ${db.owner.sql(name)} with (force)`
  await db.drop()
  rmSync(folder, { recursive: true })
})

/** A copy of the migrations that ends with this one. */
function migrationsUpTo(last: string): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'laskuri-migrations-'))
  cpSync(migrationsFolder, copy, { recursive: true })
  const journal = path.join(copy, 'meta', '_journal.json')
  const tags = knownMigrations(copy).map(({ tag }) => tag)
  const kept = new Set(tags.slice(0, tags.indexOf(last) + 1))
  const content: { entries: { tag: string }[] } = JSON.parse(readFileSync(journal, 'utf8'))
  const entries = content.entries.filter(({ tag }) => kept.has(tag))
  writeFileSync(journal, JSON.stringify({ ...content, entries }))
  return copy
}

test('books from before the commitments are kept: first successes get the hash of their event, documents stay as they are', async () => {
  expect(await migrate(old)).toMatchObject({ applied: expect.any(Number) })
  const [first] =
    await old.sql`select body_hash_high::text as high, body_hash_low::text as low from first_successes`
  expect(first).toEqual({ high: '77', low: '-88' })
  const [document] = await old.sql`select commitment, rule_set_hash, gross::text from documents`
  expect(document).toEqual({ commitment: null, rule_set_hash: null, gross: '1.26' })
})

test('from then on the sums of closed months are guarded again, and no document is issued without its commitments', async () => {
  const [trigger] = await old.sql`
    select bool_and(tgenabled = 'O') as enabled from pg_trigger where tgrelid = 'first_successes'::regclass`
  expect(trigger).toEqual({ enabled: true })
  const issue = old.sql`
    insert into documents select customer_id, '2026-02-01', kind, year, 2, issue_date, due_date, buyer, net, vat, gross,
      vat_groups, corrects, rule_set, recorded_at, recorded_by, note from documents`
  await expect(issue).rejects.toMatchObject({ constraint_name: 'documents_commit' })
})
