import { startOfMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import type { PriceList } from '../../rules/price-list.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { recordCustomerObjects } from '../importing/record-customer-objects.ts'
import { closeMonth } from '../invoicing/close-month.ts'
import { runInvoices } from '../invoicing/run-invoices.ts'
import { recordPriceList } from '../prices/record-price-list.ts'
import { chooseEvents } from '../usage/choose-events.ts'
import type { AnswerKind, EventAnswer } from '../usage/event-answer.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'
import { recordEvents } from '../usage/record-events.ts'
import { retractEvents } from '../usage/retract-events.ts'
import type { Scenario, ScenarioRetraction } from './scenario-content.ts'
import { knownFromTheStart, timelineOf, type Happening, type Path } from './timeline.ts'

export type AnswerCounts = Readonly<Record<AnswerKind, number>>

/**
 * Plays the scenario through the engine, in the order of recording. An entry that the rules refuse is an error in the
 * file: the refusal names the entry's place.
 */
export async function playScenario(
  db: Database,
  scenario: Scenario,
  lists: readonly PriceList[],
  placeOf: (path: Path) => string,
): Promise<AnswerCounts> {
  const timeline = timelineOf(scenario)
  const attribution = attributionAt(startOf(timeline, lists))
  await at(placeOf, ['priceLists'], () => recordAll(db, lists, attribution))
  await at(placeOf, ['customers'], () =>
    atomically(db, (tx) => recordCustomerObjects(tx, knownFromTheStart(scenario), attribution)),
  )
  const counts = { recorded: 0, 'already-recorded': 0, conflict: 0, refused: 0 }
  for (const group of grouped(timeline)) {
    const [first] = group
    if (first === undefined) continue
    if (first.kind !== 'event') {
      await at(placeOf, first.path, () => happen(db, first))
      continue
    }
    const events = group.filter((happening) => happening.kind === 'event')
    const answers = await record(
      db,
      events.map(({ event }) => event),
    )
    for (const [index, answer] of answers.entries()) {
      refuseUnknownCustomer(answer, placeOf(events[index]?.path ?? []))
      counts[answer.kind] += 1
    }
  }
  return counts
}

async function recordAll(db: Database, lists: readonly PriceList[], attribution: Attribution): Promise<void> {
  for (const list of lists) await atomically(db, (tx) => recordPriceList(tx, list, attribution))
}

async function happen(db: Database, happening: Exclude<Happening, { kind: 'event' }>): Promise<void> {
  const attribution = attributionAt(happening.at)
  if (happening.kind === 'fact') {
    await atomically(db, (tx) => recordCustomerObjects(tx, [happening.object], attribution))
    return
  }
  if (happening.kind === 'retraction') {
    await atomically(db, (tx) => takeBack(tx, happening.retraction, attribution))
    return
  }
  await closeMonth(db, happening.month, attribution)
  await runInvoices(db, happening.month, { allowSample: true }, attribution)
}

async function takeBack(
  tx: Database,
  { customer, source, id, reason }: ScenarioRetraction,
  attribution: Attribution,
): Promise<void> {
  await retractEvents(tx, await chooseEvents(tx, customer, [{ source, id }]), reason, attribution)
}

async function record(db: Database, received: readonly ReceivedEvent[]): Promise<readonly EventAnswer[]> {
  const recordedAt = received.reduce((last, { receivedAt }) => Math.max(last, receivedAt), 0)
  const last = received.find(({ receivedAt }) => receivedAt === recordedAt)
  return last === undefined ? [] : recordEvents(db, received, attributionAt(last.receivedAt))
}

/** Consecutive events are recorded as batches; everything else happens one at a time. */
function grouped(timeline: readonly Happening[]): readonly (readonly Happening[])[] {
  const groups: Happening[][] = []
  for (const happening of timeline) {
    const last = groups.at(-1)
    if (happening.kind === 'event' && last?.[0]?.kind === 'event' && last.length < batchSize)
      last.push(happening)
    else groups.push([happening])
  }
  return groups
}

const batchSize = 10_000

function refuseUnknownCustomer(answer: EventAnswer, place: string): void {
  if (answer.kind === 'refused' && answer.reason === 'unknown-customer')
    throw new BillingError('invalid-file', `${place}: ${answer.message}`)
}

/** Runs the work of one entry; a refusal is told with the entry's place. */
async function at<T>(placeOf: (path: Path) => string, path: Path, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BillingError)) throw error
    throw new BillingError(error.code, `${placeOf(path)}: ${error.message}`, {
      cause: error,
      details: error.details,
    })
  }
}

/** Before everything that happens: what is known from the start is recorded then. */
function startOf(timeline: readonly Happening[], lists: readonly PriceList[]): Instant {
  const starts = [
    ...timeline.slice(0, 1).map((happening) => happening.at),
    ...lists.map((list) => startOfMonth(list.effectiveFrom)),
  ]
  const [first, ...others] = starts
  if (first === undefined) throw new RangeError('broken invariant: a scenario has a price list')
  return others.reduce((earliest, each) => (each < earliest ? each : earliest), first)
}

function attributionAt(recordedAt: Instant): Attribution {
  return { recordedAt, recordedBy: 'scenario', note: null }
}
