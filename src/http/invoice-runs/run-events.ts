import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { Database } from '../../database/client.ts'
import { runningProgress, withTotals, type RunProgress } from './run-progress.ts'
import type { RunsUnderWay } from './runs-under-way.ts'

/** The progress of a run as server-sent events: now and after every block, without totals; then how it ended, with them. */
export async function* runEvents(
  db: Database,
  runs: RunsUnderWay,
  month: BillingMonth,
  readerGone: AbortSignal,
): AsyncGenerator<string> {
  const left = new Promise<void>((resolve) => {
    readerGone.addEventListener('abort', () => {
      resolve()
    })
  })
  for (;;) {
    const next = runs.nextBlock(month) // before the books are asked: a block that ends meanwhile is not waited for
    const progress = await runningProgress(db, runs, month)
    if (progress.state !== 'running') {
      yield eventOf(await withTotals(db, progress))
      return
    }
    yield eventOf(progress)
    await Promise.race([next, left])
    if (readerGone.aborted) return
  }
}

export const eventStreamHeaders = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }

function eventOf(progress: RunProgress): string {
  return `event: ${progress.state}\ndata: ${JSON.stringify(progress)}\n\n`
}
