// How many events a second the recorder takes, without HTTP and through it: `npm run bench -- --seconds 4 --rounds 3`. Both
// record into the same books in turns, so that what the machine does meanwhile meets both.
import os from 'node:os'
import { parseArgs } from 'node:util'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import { systemClock } from '../../src/clock/clock.ts'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import { groupedRecorder, type GroupedRecorder } from '../../src/usage/grouped-recorder.ts'
import type { ReceivedEvent } from '../../src/usage/plan-recording.ts'
import { benchBooks } from './bench-books.ts'
import { calls } from './calls.ts'
import { httpSender } from './http-sender.ts'
import { measure, spread, type Measured } from './measure.ts'
import { serveApart } from './serve-apart.ts'

interface Shape {
  readonly batch: number
  readonly lanes: number
}

interface Compared extends Shape {
  readonly recorder: Measured[]
  readonly http: Measured[]
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)]
const shapes: readonly Compared[] = [1, 100, 1000].flatMap((batch) =>
  [1, 32].map((lanes) => ({ batch, lanes, recorder: [], http: [] })),
)

const books = await benchBooks()
const recorder = groupedRecorder(books.db, { groupsAtOnce: 4, onRollUpFailure: report })
const served = await serveApart(books.dataFolder)
try {
  for (let round = 1; round <= rounds; round += 1)
    for (const shape of shapes) {
      say(`round ${round} of ${rounds}: ${shape.batch} at once, ${shape.lanes} connections`)
      shape.recorder.push(await withoutHttp(shape))
      shape.http.push(await throughHttp(shape))
    }
} finally {
  await served.stop()
  await recorder.ended()
  await books.remove()
}
if (values.json)
  process.stdout.write(`${JSON.stringify({ cores: os.availableParallelism(), shapes }, null, 2)}\n`)
else for (const line of table()) process.stdout.write(`${line}\n`)

function withoutHttp({ batch, lanes }: Shape): Promise<Measured> {
  return measure({ seconds, lanes }, async () => {
    const now = systemClock.now()
    await recordAll(recorder, received(batch, now), now)
  })
}

async function throughHttp({ batch, lanes }: Shape): Promise<Measured> {
  const sender = httpSender(served.url, books.apiKey, lanes)
  try {
    return await measure({ seconds, lanes }, () =>
      sender.send(calls(batch, formatInstant(systemClock.now()))),
    )
  } finally {
    sender.close()
  }
}

function received(batch: number, now: Instant): readonly ReceivedEvent[] {
  return calls(batch, formatInstant(now)).map((call) => {
    const read = readApiCallEvent(call)
    if (read.kind !== 'event') throw new Error(`broken invariant: a call is malformed: ${read.reason}`)
    return { event: read.event, receivedAt: now, backfill: false }
  })
}

async function recordAll(
  into: GroupedRecorder,
  events: readonly ReceivedEvent[],
  now: Instant,
): Promise<void> {
  const attribution = { recordedAt: now, recordedBy: 'bench', note: null }
  const answers = await into.record({ received: events, refused: [], attribution })
  if (answers.some(({ kind }) => kind !== 'recorded'))
    throw new Error('broken invariant: a call was not recorded')
}

function table(): readonly string[] {
  const head = [
    'batch',
    'connections',
    'recorder events/s',
    'HTTP events/s',
    'ratio',
    'requests/s',
    'p50 ms',
    'p99 ms',
  ]
  const rows = shapes.map(({ batch, lanes, recorder: direct, http }) => {
    const events = (each: readonly Measured[]) => spread(each.map(({ perSecond }) => perSecond * batch))
    const [one, other] = [events(direct), events(http)]
    return [
      String(batch),
      String(lanes),
      ranged(one),
      ranged(other),
      (other.median / one.median).toFixed(2),
      spread(http.map(({ perSecond }) => perSecond)).median.toFixed(0),
      spread(http.map(({ p50Ms }) => p50Ms)).median.toFixed(1),
      spread(http.map(({ p99Ms }) => p99Ms)).median.toFixed(1),
    ]
  })
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [head, ...rows].map((row) =>
    row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '),
  )
}

function ranged({ median, least, most }: ReturnType<typeof spread>): string {
  return `${median.toFixed(0)} (${least.toFixed(0)}-${most.toFixed(0)})`
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function report(error: unknown): void {
  say(`a roll-up failed: ${String(error)}`)
}
