import type { Clock } from '../clock/clock.ts'
import { atomically } from '../database/atomically.ts'
import type { DatabasePool } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { recordCustomerObjects } from '../importing/record-customer-objects.ts'
import { untimedFacts } from '../importing/timed-facts.ts'
import { recordPriceList } from '../prices/record-price-list.ts'
import { rollUpUsage } from '../usage/roll-up-usage.ts'
import { closeAndInvoice, type DemoMonth } from './close-and-invoice.ts'
import { demoAttribution } from './demo-attribution.ts'
import type { DemoStory, Happening } from './demo-story.ts'
import { TallyOfAnswers, type DemoTally } from './demo-tally.ts'
import { EventRecorder } from './event-recorder.ts'
import { storyStart } from './story-times.ts'

export interface DemoOptions {
  readonly clock: Clock
  readonly interrupted: AbortSignal
  /** Called with the number of events dealt with since the last call. */
  readonly onProgress: (events: number) => void
}

export interface DemoResult {
  readonly customers: number
  readonly tally: DemoTally
  readonly months: readonly DemoMonth[]
  /** Seconds of the clock for everything, and for recording events alone. */
  readonly seconds: number
  readonly recordingSeconds: number
}

/** Plays the story through the engine, on an empty database: record, close, invoice, month after month. */
export async function runDemo(
  db: DatabasePool,
  story: DemoStory,
  { clock, interrupted, onProgress }: DemoOptions,
): Promise<DemoResult> {
  const startedAt = clock.now()
  await recordStart(db, story)
  const tally = new TallyOfAnswers()
  const months: DemoMonth[] = []
  let closingMicroseconds = 0
  let recorder = new EventRecorder(db, tally, onProgress)
  try {
    for (const happening of story.happenings()) {
      refuseInterrupted(interrupted)
      if (happening.kind !== 'close') await happen(db, happening, recorder)
      else {
        await recorder.finish()
        const closingAt = clock.now()
        months.push(await closeAndInvoice(db, happening, interrupted))
        closingMicroseconds += clock.now() - closingAt
        recorder = new EventRecorder(db, tally, onProgress)
      }
    }
  } catch (error) {
    if (error instanceof BillingError && error.code === 'interrupted') refuseInterrupted(interrupted)
    throw error
  } finally {
    await recorder.finish()
  }
  await rollUpUsage(db)
  const seconds = (clock.now() - startedAt) / 1e6
  const recordingSeconds = seconds - closingMicroseconds / 1e6
  return { customers: story.customers.length, tally, months, seconds, recordingSeconds }
}

/** Prices and customers as they are known when the books begin, with the openings of the years before. */
async function recordStart(db: DatabasePool, { prices, customers }: DemoStory): Promise<void> {
  const attribution = demoAttribution(storyStart)
  const objects = customers.map(({ object }) => {
    return { ...untimedFacts(object), api: object.api.filter(({ at }) => at < storyStart) }
  })
  await atomically(db, async (tx) => {
    await recordPriceList(tx, prices, attribution)
    await recordCustomerObjects(tx, objects, attribution)
  })
}

/**
 * An opening is recorded at once and events in batches: so some events of before are recorded after it, which changes
 * nothing for them, and none of after before it.
 */
async function happen(
  db: DatabasePool,
  happening: Exclude<Happening, { kind: 'close' }>,
  recorder: EventRecorder,
): Promise<void> {
  if (happening.kind === 'event') return recorder.add(happening.event)
  await atomically(db, async (tx) => {
    await recordCustomerObjects(tx, [happening.fact.object], demoAttribution(happening.at))
  })
}

function refuseInterrupted(interrupted: AbortSignal): void {
  if (interrupted.aborted)
    throw new BillingError(
      'interrupted',
      'The demo was interrupted, so its data is incomplete. Run it again: it starts over',
    )
}
