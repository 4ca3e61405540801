import { SingleBar } from 'cli-progress'
import type { CliContext } from './context.ts'

/** Shows how far long work has come: a bar with rate and remaining time on a terminal, plain lines elsewhere. */
export interface Progress {
  advance(count: number): void
  stop(): void
}

/** `total` 0 means unknown. Everything goes to standard error. */
function progress(context: CliContext, title: string, total = 0): Progress {
  return process.stderr.isTTY ? barProgress(title, total) : lineProgress(context, title, total)
}

/** Runs the work with its progress shown until it ends, whatever happens. */
export async function withProgress<T>(
  context: CliContext,
  title: string,
  total: number,
  work: (advance: (count: number) => void) => Promise<T>,
): Promise<T> {
  const shown = progress(context, title, total)
  try {
    return await work((count) => {
      shown.advance(count)
    })
  } finally {
    shown.stop()
  }
}

function barProgress(title: string, total: number): Progress {
  const startedMs = performance.now()
  const known = '{title} {bar} {percentage}% | {value}/{total} | {rate}/s | {eta_formatted} left'
  const bar = new SingleBar({
    format: total > 0 ? known : '{title} {value} | {rate}/s',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
    stream: process.stderr,
  })
  let done = 0
  const rate = () => Math.round((done / Math.max(1, performance.now() - startedMs)) * 1000)
  bar.start(total, 0, { title, rate: 0 })
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

function lineProgress(context: CliContext, title: string, total: number): Progress {
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
      context.say(`${title}: ${done}${total > 0 ? ` of ${total}` : ''}, ${rate}/s`)
    },
    stop: () => undefined,
  }
}
