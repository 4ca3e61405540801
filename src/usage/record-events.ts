import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { ensureEventPartitions } from './ensure-event-partitions.ts'
import type { EventAnswer } from './event-answer.ts'
import { insertEvents } from './insert-events.ts'
import { loadRecordingFacts } from './load-recording-facts.ts'
import { lookupRecordedEvents } from './lookup-recorded-events.ts'
import { lookupFrom, planRecording, type ReceivedEvent } from './plan-recording.ts'

/**
 * Records a batch exactly once, in one database transaction: all durable or none. Answers per event, in input order.
 * Sending a batch again is always safe: what is recorded answers `already-recorded`, at any age. What `answered` does
 * is done last in that transaction.
 */
export async function recordEvents(
  db: Database,
  received: readonly ReceivedEvent[],
  attribution: Attribution,
  answered: (tx: Database, answers: readonly EventAnswer[]) => Promise<void> = async () => undefined,
): Promise<readonly EventAnswer[]> {
  if (received.length === 0) return []
  const customers = [...new Set(received.map(({ event }) => event.customer))]
  const lastReceivedAt = received.reduce(
    (last, { receivedAt }) => (receivedAt > last ? receivedAt : last),
    attribution.recordedAt,
  )
  await ensureEventPartitions(db, lastReceivedAt)
  return atomically(db, async (tx) => {
    await lockCustomers(tx, customers)
    const facts = await loadRecordingFacts(tx, customers)
    const recorded = await lookupRecordedEvents(
      tx,
      received.map((each) => ({ ...each.event, fromMonth: lookupFrom(each, facts.oldestOpenMonth) })),
    )
    const plan = planRecording(received, facts, recorded)
    if (plan.toRecord.length > 0) await insertEvents(tx, plan.toRecord, attribution)
    await answered(tx, plan.answers)
    return plan.answers
  })
}
