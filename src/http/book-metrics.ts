import { Gauge, type Registry } from 'prom-client'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import type { DatabasePool } from '../database/client.ts'

/** What Prometheus reads of the books and of the database behind them, asked anew at every reading. */
export interface BookMetrics {
  /** Where the database does not answer, `laskuri_database_up` is 0 and the others have no value. */
  read(db: DatabasePool, now: Instant): Promise<void>
}

export function newBookMetrics(registry: Registry): BookMetrics {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const up = gauge('laskuri_database_up', 'Whether the database answered this reading.')
  const batches = gauge(
    'laskuri_roll_up_lag_batches',
    'Recorded batches that the aggregates do not hold yet.',
  )
  const seconds = gauge('laskuri_roll_up_lag_seconds', 'How long the oldest of those batches has waited.')
  const done = gauge(
    'laskuri_run_customers_done',
    'Customers that the run of a month has come past, of runs that are not complete.',
    ['month'],
  )
  const customers = gauge('laskuri_run_customers', 'Customers that such a run has in all.', ['month'])
  const connections = gauge(
    'laskuri_database_connections',
    'Connections to the database, of this server and of everybody else.',
  )
  const connectionsMax = gauge(
    'laskuri_database_pool_connections_max',
    'Connections that the pool of this server may open.',
  )
  const answerSeconds = gauge(
    'laskuri_database_answer_seconds',
    'How long a trivial query took, its wait for a connection of the pool included.',
  )
  const unlabelled = [batches, seconds, connections, connectionsMax, answerSeconds]
  return {
    async read(db, now) {
      const read = await readBooks(db, now).catch(() => undefined) // whether the database answers is what is asked
      for (const each of [done, customers]) each.reset()
      up.set(read === undefined ? 0 : 1)
      if (read === undefined) {
        for (const each of unlabelled) each.remove()
        return
      }
      batches.set(read.batches)
      seconds.set(read.seconds)
      connectionsMax.set(db.sql.options.max)
      for (const run of read.runs) {
        done.set({ month: run.month }, run.done)
        customers.set({ month: run.month }, run.customers)
      }
      connections.set(read.connections)
      answerSeconds.set(read.answerSeconds)
    },
  }
}

interface Reading {
  readonly batches: number
  readonly seconds: number
  readonly runs: readonly { readonly month: string; readonly done: number; readonly customers: number }[]
  readonly connections: number
  readonly answerSeconds: number
}

async function readBooks({ sql }: DatabasePool, now: Instant): Promise<Reading> {
  const askedMs = performance.now()
  const [counted] = await sql<{ connections: number }[]>`
    select count(*)::int as connections from pg_stat_activity where datname = current_database()`
  const answerSeconds = (performance.now() - askedMs) / 1000
  const connections = counted?.connections ?? 0
  const [lag] = await sql<{ batches: number; seconds: number }[]>`
    select count(*)::int as batches,
      greatest(coalesce(extract(epoch from ${formatInstant(now)}::timestamptz - min(recorded_at)), 0), 0)::float8 as seconds
    from pending_batches join recording_batches using (batch_id)`
  const runs = await sql<{ month: string; done: number; customers: number }[]>`
    select to_char(month, 'YYYY-MM') as month, (select count(*) from customers)::int as customers,
      (select count(*) from customers where customer_id <= issued_up_to)::int as done
    from invoice_runs where completed_at is null`
  return { batches: lag?.batches ?? 0, seconds: lag?.seconds ?? 0, runs, connections, answerSeconds }
}
