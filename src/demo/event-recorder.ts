import { setImmediate } from 'node:timers/promises'
import { secondsAfter } from '../../rules/instant.ts'
import type { DatabasePool } from '../database/client.ts'
import { LaneWriters } from '../importing/ingesting/lane-writers.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import { recordEvents } from '../usage/record-events.ts'
import { demoAttribution } from './demo-attribution.ts'
import type { TallyOfAnswers } from './demo-tally.ts'
import { storyStart } from './story-times.ts'

/** As the ingest records: up to 10,000 events in a database transaction, four of them at a time. */
export class EventRecorder {
  readonly #writers: LaneWriters<ReceivedEvent>
  #added = 0
  #flushAt = storyStart

  constructor(db: DatabasePool, tally: TallyOfAnswers, onProgress: (events: number) => void) {
    this.#writers = new LaneWriters(writers, eventsPerBatch, async (received) => {
      const last = received.reduce((latest, each) => (each.receivedAt > latest.receivedAt ? each : latest))
      for (const answer of await recordEvents(db, received, demoAttribution(last.receivedAt)))
        tally.add(answer)
      onProgress(received.length)
    })
  }

  async add(received: ReceivedEvent): Promise<void> {
    if (received.receivedAt >= this.#flushAt) {
      // A batch has one time of recording: days apart would blur it.
      this.#writers.flush()
      this.#flushAt = secondsAfter(received.receivedAt, flushSeconds)
    }
    this.#writers.add(received.event.customer, received)
    this.#added += 1
    if (this.#added % eventsBetweenPauses === 0) {
      await setImmediate() // the events are made without a pause of their own; answers come in here
      await this.#writers.room()
    }
  }

  /** Records everything that was added. */
  async finish(): Promise<void> {
    await this.#writers.finish()
  }
}

const eventsPerBatch = 10_000
const writers = 4
const flushSeconds = 3 * 86_400
const eventsBetweenPauses = 500
