import { SingleBar } from 'cli-progress'
import type { CliContext } from './context.ts'
import { grouped } from './grouped.ts'

/** Shows how far long work has come: a bar with rate and remaining time on a terminal, plain lines elsewhere. */
export interface Progress {
  advance(count: number): void
  stop(): void
}

/** What is done, and how many of what there are: `total` 0 means unknown. */
export interface LongWork {
  readonly title: string
  /** `events` */
  readonly what: string
  readonly total?: number
  /** The total is an estimate. */
  readonly about?: true
}

/** Everything goes to standard error. */
function progress(context: CliContext, work: LongWork): Progress {
  return process.stderr.isTTY ? barProgress(work) : lineProgress(context, work)
}

/** Runs the work with its progress shown until it ends, whatever happens. */
export async function withProgress<T>(
  context: CliContext,
  long: LongWork,
  work: (advance: (count: number) => void) => Promise<T>,
): Promise<T> {
  const shown = progress(context, long)
  try {
    return await work((count) => {
      shown.advance(count)
    })
  } finally {
    shown.stop()
  }
}

function barProgress({ title, what, total = 0 }: LongWork): Progress {
  const startedMs = performance.now()
  const known = '{title} {bar} {percentage}% | {value}/{total} {what} | {rate}/s | {eta_formatted} left'
  const bar = new SingleBar({
    format: total > 0 ? known : '{title} {value} {what} | {rate}/s',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
    stream: process.stderr,
  })
  let done = 0
  const rate = () => Math.round((done / Math.max(1, performance.now() - startedMs)) * 1000)
  bar.start(total, 0, { title, what, rate: 0 })
  return {
    advance: (count) => {
      done += count
      bar.update(done, { rate: rate() })
    },
    stop: () => {
      bar.stop()
    },
  }
}

const secondsBetweenLines = 5

function lineProgress(context: CliContext, { title, what, total = 0, about }: LongWork): Progress {
  const all = total > 0 ? ` of ${about === true ? 'about ' : ''}${grouped(total)}` : ''
  const startedMs = performance.now()
  let lastMs = startedMs
  let done = 0
  return {
    advance: (count) => {
      done += count
      const nowMs = performance.now()
      if (nowMs - lastMs < secondsBetweenLines * 1000) return
      lastMs = nowMs
      const rate = Math.round((done / (nowMs - startedMs)) * 1000)
      context.say(`${title}: ${grouped(done)}${all} ${what}, ${grouped(rate)}/s`)
    },
    stop: () => undefined,
  }
}
