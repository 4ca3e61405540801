import { bigint, date, index, integer, pgEnum, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { channels, dispositions, outcomes } from '../../../rules/disposition.ts'
import { customerId, exact, instant, month, recorded } from '../columns.ts'

export const channel = pgEnum('channel', channels)
export const outcome = pgEnum('outcome', outcomes)
export const disposition = pgEnum('disposition', dispositions)

/** One database transaction that recorded events. */
export const recordingBatches = pgTable(
  'recording_batches',
  {
    batchId: bigint('batch_id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    eventCount: integer('event_count').notNull(),
    ...recorded,
  },
  (table) => [index('recording_batches_recorded_at').on(table.recordedAt)],
)

/** Answers to events sent over HTTP that recorded nothing, added up for each database transaction that gave them. */
export const unrecordedAnswers = pgTable(
  'unrecorded_answers',
  {
    answersId: bigint('answers_id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Null where the event could not be read. */
    source: text('source'),
    answer: text('answer').notNull(),
    /** Of refusals. */
    reason: text('reason'),
    eventCount: integer('event_count').notNull(),
    ...recorded,
  },
  (table) => [index('unrecorded_answers_recorded_at').on(table.recordedAt)],
)

/** The watermark: batches that are committed but not yet in the aggregates. Rolling a batch up deletes its row. */
export const pendingBatches = pgTable('pending_batches', {
  batchId: bigint('batch_id', { mode: 'number' }).primaryKey(),
})

/** API call events, exactly once. Partitioned by posting month in the migration: a closed month is frozen. */
export const events = pgTable(
  'events',
  {
    postingMonth: month('posting_month').notNull(),
    usageMonth: month('usage_month').notNull(),
    at: instant('at').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    quantity: bigint('quantity', { mode: 'number' }).notNull(),
    /** 16 bytes of the body's hash, in two halves so that the order-free digest is a plain `bit_xor`. */
    bodyHashHigh: bigint('body_hash_high', { mode: 'bigint' }).notNull(),
    bodyHashLow: bigint('body_hash_low', { mode: 'bigint' }).notNull(),
    durationMs: bigint('duration_ms', { mode: 'number' }),
    /** The access change that opened the API for a billable event. */
    openingNumber: integer('opening_number'),
    disposition: disposition('disposition').notNull(),
    outcome: outcome('outcome').notNull(),
    channel: channel('channel').notNull(),
    customerId: customerId('customer_id').notNull(),
    source: text('source').notNull(),
    eventId: text('event_id').notNull(),
    resource: text('resource').notNull(),
    method: text('method').notNull(),
    identifier: text('identifier'),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.source, table.eventId, table.postingMonth] }),
    index('events_batch').on(table.batchId),
    index('events_at').using('brin', table.at),
  ],
)

const eventSums = {
  eventCount: bigint('event_count', { mode: 'number' }).notNull(),
  quantity: exact('quantity', { digits: 38, decimals: 0 }).notNull(),
}

/** For billing: sums and an order-free digest per posting month and usage month. */
export const usageTotals = pgTable(
  'usage_totals',
  {
    customerId: customerId('customer_id').notNull(),
    postingMonth: month('posting_month').notNull(),
    usageMonth: month('usage_month').notNull(),
    resource: text('resource').notNull(),
    method: text('method').notNull(),
    disposition: disposition('disposition').notNull(),
    ...eventSums,
    digestHigh: bigint('digest_high', { mode: 'bigint' }).notNull(),
    digestLow: bigint('digest_low', { mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.customerId,
        table.postingMonth,
        table.usageMonth,
        table.resource,
        table.method,
        table.disposition,
      ],
    }),
  ],
)

/** For reports: sums per day in Helsinki. */
export const usageByDay = pgTable(
  'usage_by_day',
  {
    customerId: customerId('customer_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    resource: text('resource').notNull(),
    method: text('method').notNull(),
    channel: channel('channel').notNull(),
    outcome: outcome('outcome').notNull(),
    disposition: disposition('disposition').notNull(),
    source: text('source').notNull(),
    ...eventSums,
  },
  (table) => [
    primaryKey({
      columns: [
        table.customerId,
        table.day,
        table.resource,
        table.method,
        table.channel,
        table.outcome,
        table.disposition,
        table.source,
      ],
    }),
  ],
)

/** The earliest billable success of each opening among the events of one posting month: spans come from it (R2). */
export const firstSuccesses = pgTable(
  'first_successes',
  {
    customerId: customerId('customer_id').notNull(),
    openingNumber: integer('opening_number').notNull(),
    postingMonth: month('posting_month').notNull(),
    at: instant('at').notNull(),
    source: text('source').notNull(),
    eventId: text('event_id').notNull(),
    bodyHashHigh: bigint('body_hash_high', { mode: 'bigint' }).notNull(),
    bodyHashLow: bigint('body_hash_low', { mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.openingNumber, table.postingMonth] })],
)

/** Events taken back (R2): the event stays, and counts for nothing from the posting month on. */
export const eventRetractions = pgTable(
  'event_retractions',
  {
    customerId: customerId('customer_id').notNull(),
    factId: bigint('fact_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    source: text('source').notNull(),
    eventId: text('event_id').notNull(),
    eventPostingMonth: month('event_posting_month').notNull(),
    usageMonth: month('usage_month').notNull(),
    postingMonth: month('posting_month').notNull(),
    reason: text('reason').notNull(),
    /** Of a billable event of a closed month: the earliest success of its opening and posting month that is left. */
    nextAt: instant('next_at'),
    nextSource: text('next_source'),
    nextEventId: text('next_event_id'),
    ...recorded,
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.factId] }),
    unique('event_retractions_once').on(
      table.customerId,
      table.source,
      table.eventId,
      table.eventPostingMonth,
    ),
  ],
)
