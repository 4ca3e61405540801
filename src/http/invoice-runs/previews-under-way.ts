import { z } from '@hono/zod-openapi'
import { randomBytes } from 'node:crypto'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import { countCustomers } from '../../customers/count-customers.ts'
import { inSnapshot } from '../../database/in-snapshot.ts'
import { mapDatabaseError } from '../../database/map-database-error.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { previewInvoices } from '../../invoicing/preview-invoices.ts'
import { totalsJson } from '../../invoicing/totals-json.ts'
import type { HttpContext } from '../http-environment.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { problem, problemOfFailure } from '../problem.ts'
import { blockSignals } from './block-signals.ts'
import type { FollowedRun } from './followed-run.ts'
import type { RunProgress } from './run-progress.ts'

/** The previews that this server was asked for, one after the other: they write nothing, so only its memory has them. */
export interface PreviewsUnderWay {
  /** Begins a preview behind the answer; its id. Refuses with `overloaded` when too many wait. */
  start(month: BillingMonth): PreviewId
  /** Refuses with `unknown-run` what was never asked for, or too long ago. */
  follow(id: PreviewId): FollowedRun
}

/** `preview-9f86d081884c7d65`. */
export const previewId = z.templateLiteral(['preview-', z.string().regex(/^[0-9a-f]{16}$/)])
export type PreviewId = z.infer<typeof previewId>

export function isPreviewId(id: string): id is PreviewId {
  return previewId.safeParse(id).success
}

const waitingMax = 8
/** So many of the newest are kept. */
const keptMax = 100

export function previewsUnderWay({
  db,
  background,
  stopping,
  log,
}: Pick<HttpContext, 'db' | 'background' | 'stopping' | 'log'>): PreviewsUnderWay {
  const signals = blockSignals<string>()
  const previews = new Map<string, RunProgress>()
  let last = Promise.resolve()
  return {
    start(month) {
      const waiting = [...previews.keys()].filter((id) => signals.isUnderWay(id))
      if (waiting.length >= waitingMax)
        throw new HttpRefusal(
          problem(503, 'overloaded', `At most ${waitingMax} previews wait at once; try again`),
          { 'Retry-After': '5' },
        )
      const id: PreviewId = `preview-${randomBytes(8).toString('hex')}`
      previews.set(id, begun(id, month))
      forgetOldest()
      signals.begin(id)
      const before = last
      last = new Promise((resolve) => {
        background.start(async () => {
          await before
          await preview(id, month)
          resolve()
        })
      })
      return id
    },
    follow(id) {
      known(id)
      const progress = () => Promise.resolve(known(id))
      return { whole: progress, step: progress, nextBlock: () => signals.nextBlock(id) }
    },
  }

  function known(id: string): RunProgress {
    const progress = previews.get(id)
    if (progress !== undefined) return progress
    throw new BillingError('unknown-run', `There is no preview ${id}, or no more: ask for another one`, {
      details: { id },
    })
  }

  function forgetOldest(): void {
    const oldest = [...previews.keys()].find((id) => !signals.isUnderWay(id))
    if (previews.size > keptMax && oldest !== undefined) previews.delete(oldest)
  }

  /** Never rejects: what goes wrong is told to those who follow it. */
  async function preview(id: string, month: BillingMonth): Promise<void> {
    const tell = (news: Partial<RunProgress>) => previews.set(id, { ...known(id), ...news })
    try {
      tell({ customers: await inSnapshot(db, countCustomers) })
      const totals = await previewInvoices(db, month, {
        interrupted: stopping,
        onProgress: (done) => {
          tell({ customersDone: known(id).customersDone + done })
          signals.blockDone(id)
        },
      })
      tell({ state: 'complete', totals: totalsJson(totals) })
    } catch (error) {
      const mapped = mapDatabaseError(error)
      if (!(mapped instanceof BillingError))
        log.error({ err: mapped, month }, 'a preview failed behind its answer')
      tell({ state: 'failed', problem: problemOfFailure(mapped) })
    } finally {
      signals.end(id)
    }
  }
}

function begun(id: string, month: BillingMonth): RunProgress {
  return {
    id,
    month,
    preview: true,
    state: 'running',
    issueDate: null,
    customersDone: 0,
    customers: 0,
    totals: null,
    problem: null,
  }
}
