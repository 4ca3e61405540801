import assert from 'node:assert/strict'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { seeEvents as seeEventsOnEngine } from './engine/see-events.ts'
import { seeUsage as seeUsageOnEngine } from './engine/see-usage.ts'
import { seeEvents } from './naive/see-events.ts'
import { seeUsage } from './naive/see-usage.ts'
import type { Play } from './play.ts'

/** Compares every recorded event, and the aggregates with a recount: with the tail that is pending, and without. */
export async function compareEvents({ naive, engine }: Play): Promise<void> {
  assert.deepEqual(await seeEventsOnEngine(engine.runtime), seeEvents(naive))
  assert.deepEqual(await seeUsageOnEngine(engine.runtime), seeUsage(naive))
  await rollUpUsage(engine.runtime)
  assert.deepEqual(await seeUsageOnEngine(engine.runtime), seeUsage(naive))
}
