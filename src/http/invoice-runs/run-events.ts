import type { FollowedRun } from './followed-run.ts'
import type { RunProgress } from './run-progress.ts'

/** The progress as server-sent events: now and after every block, without totals; then how it ended, with them. */
export async function* runEvents(
  { nextBlock, step }: FollowedRun,
  readerGone: AbortSignal,
): AsyncGenerator<string> {
  const left = new Promise<void>((resolve) => {
    readerGone.addEventListener('abort', () => {
      resolve()
    })
  })
  for (;;) {
    const next = nextBlock() // before the books are asked: a block that ends meanwhile is not waited for
    const progress = await step()
    yield eventOf(progress)
    if (progress.state !== 'running') return
    await Promise.race([next, left])
    if (readerGone.aborted) return
  }
}

export const eventStreamHeaders = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }

function eventOf(progress: RunProgress): string {
  return `event: ${progress.state}\ndata: ${JSON.stringify(progress)}\n\n`
}
