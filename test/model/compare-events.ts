import assert from 'node:assert/strict'
import { aggregatesNow, recount } from '../usage/aggregates.ts'
import { seeEvents as seeEventsOnEngine } from './engine/see-events.ts'
import { customersOf } from './naive/books.ts'
import { seeEvents } from './naive/see-events.ts'
import type { Play } from './play.ts'

/** Compares every recorded event, and the aggregates with a recount of them. */
export async function compareEvents({ naive, engine }: Play): Promise<void> {
  assert.deepEqual(await seeEventsOnEngine(engine.runtime), seeEvents(naive))
  const customers = customersOf(naive)
  assert.deepEqual(await aggregatesNow(engine.runtime, customers), await recount(engine.runtime, customers))
}
