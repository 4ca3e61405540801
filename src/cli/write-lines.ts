import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { BillingError } from '../errors/billing-error.ts'

/**
 * Writes lines no faster than their reader takes them, so that output of any length needs no memory. A reader that
 * leaves early, such as `| head`, ends it; an interruption refuses with `interrupted`. The output's errors are for its
 * own listener.
 */
export async function writeLines(
  output: Writable,
  lines: AsyncIterable<string>,
  interrupted: AbortSignal,
): Promise<void> {
  let isReaderGone = false
  const leave = () => {
    isReaderGone = true
  }
  output.once('error', leave)
  try {
    for await (const line of lines) {
      if (interrupted.aborted) throw new BillingError('interrupted', 'Interrupted: the output is not whole')
      if (isReaderGone) return
      if (!output.write(`${line}\n`)) await once(output, 'drain')
    }
  } catch (error) {
    if (!isReaderGone) throw error
  } finally {
    output.off('error', leave)
  }
}
