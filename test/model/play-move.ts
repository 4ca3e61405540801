import { billingMonth } from '../../rules/billing-month.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { closeMonth as closeOnEngine } from '../../src/invoicing/close-month.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { clerkAt, instantOf } from './engine/engine-books.ts'
import { killing } from './engine/killing.ts'
import { chargeByHand as chargeOnEngine } from './engine/charge-by-hand.ts'
import { takeBack as takeBackOnEngine } from './engine/take-back.ts'
import { chargeByHand } from './naive/charge-by-hand.ts'
import { takeBack } from './naive/take-back.ts'
import { preview as previewOnEngine } from './engine/preview.ts'
import { recordFact as recordFactOnEngine } from './engine/record-fact.ts'
import { recordList as recordListOnEngine } from './engine/record-list.ts'
import { runMonth as runOnEngine } from './engine/run-month.ts'
import { verdictOf } from './engine/verdict-of.ts'
import { oldestOpen } from './naive/books.ts'
import { later, monthAt, startOf } from './naive/calendar.ts'
import { changeAccess } from './naive/change-access.ts'
import { closeMonth } from './naive/close-month.ts'
import { preview } from './naive/preview.ts'
import { recordFact, type NewNaiveFact } from './naive/record-fact.ts'
import { recordList } from './naive/record-list.ts'
import { refusedAs } from './naive/verdict.ts'
import { runMonth, type RunEnd } from './naive/run-month.ts'
import type { Play, Played } from './play.ts'
import { playPayment } from './play-payment.ts'
import { playRecording } from './play-recording.ts'
import type { Move } from './script.ts'

/** Makes a move on both books. */
export async function playMove(play: Play, move: Move): Promise<Played> {
  const { naive, engine } = play
  const { now } = naive
  switch (move.move) {
    case 'record':
    case 'resend':
      return playRecording(play, move)
    case 'open':
    case 'shut': {
      const { customer, daysBack } = move
      const at = now - daysBack * day
      const open = move.move === 'open'
      const change = { customer, at: instantOf(at), open }
      const actual = await verdictOf(() =>
        atomically(engine.runtime, (tx) => recordAccessChanges(tx, [change], clerkAt(now))),
      )
      return { what: '', expected: changeAccess(naive, customer, at, open), actual }
    }
    case 'revenue':
    case 'fee':
    case 'price':
    case 'vat':
    case 'terms':
    case 'hold':
    case 'release': {
      const fact = factOf(move, later(monthAt(now), move.from))
      const actual = await verdictOf(() => recordFactOnEngine(engine, fact, now))
      return { what: `from ${fact.from}`, expected: recordFact(naive, fact), actual }
    }
    case 'charge': {
      const { customer, net } = move
      const month = later(monthAt(now), move.from)
      const actual = await verdictOf(() => chargeOnEngine(engine, customer, month, net, now))
      return { what: `in ${month}`, expected: chargeByHand(naive, customer, month, net), actual }
    }
    case 'take-back': {
      const { events } = naive
      const picked = new Set(move.events.flatMap((place) => events[place % Math.max(1, events.length)] ?? []))
      const actual = await verdictOf(() => takeBackOnEngine(engine, [...picked], now))
      const what = Array.from(picked, ({ id, usageMonth }) => `${id} of ${usageMonth}`).join(', ')
      return { what, expected: takeBack(naive, [...picked]), actual }
    }
    case 'pay':
      return playPayment(play, move)
    case 'customer': {
      const { customer, name } = move
      const particulars = { customer, name, businessId: null, vatNumber: null }
      const actual = await verdictOf(async () => {
        await atomically(engine.runtime, (tx) => recordCustomers(tx, [particulars], clerkAt(now)))
      })
      naive.particulars.push({ customer, name, at: now })
      return { what: '', expected: 'done', actual }
    }
    case 'list': {
      const from = later(monthAt(now), move.from)
      const actual = await verdictOf(() => recordListOnEngine(engine, from, move.list, now))
      return { what: `from ${from}`, expected: recordList(naive, from, move.list), actual }
    }
    case 'wait':
      naive.now += move.days * day
      return waited
    case 'month-end':
      naive.now = Math.max(naive.now, startOf(later(oldestOpen(naive), 1)))
      return waited
    case 'roll-up':
      await rollUpUsage(engine.runtime)
      return waited
    case 'close':
      return playClosing(play, later(oldestOpen(naive), move.month), move.killedAt)
    case 'run': {
      const month = later(oldestOpen(naive), move.month - 1)
      const actual = await runOnEngine(engine, month, now, move)
      const end = actual === 'stopped' ? stoppedAt(move.stopped) : 'complete'
      return { what: month, expected: runMonth(naive, month, end), actual }
    }
    case 'preview': {
      const month = later(oldestOpen(naive), move.month)
      if (month < naive.firstMonth) {
        const actual = await verdictOf(async () => void (await previewOnEngine(engine, month)))
        return { what: month, expected: refusedAs('month-out-of-order'), actual }
      }
      return { what: month, expected: preview(naive, month), actual: await previewOnEngine(engine, month) }
    }
  }
}

const day = 86_400_000_000

const waited: Played = { what: '', expected: 'done', actual: 'done' }

async function playClosing(
  { naive, engine }: Play,
  month: string,
  killedAt: string | undefined,
): Promise<Played> {
  const close = (runtime: Database) =>
    verdictOf(() => closeOnEngine(runtime, billingMonth(month), clerkAt(naive.now)))
  const actual = await (killedAt === undefined ? close(engine.runtime) : killing(engine, killedAt, close))
  const isKilled = typeof actual !== 'string' && actual.refused.includes('database-unreachable')
  if (isKilled && killedAt !== undefined) return { what: `${month}, killed`, expected: actual, actual }
  return { what: month, expected: closeMonth(naive, month), actual }
}

function stoppedAt(place: string | undefined): RunEnd {
  if (place === 'insert on invoice_runs') return 'not started'
  return place === 'after a block' || place === 'update of completed_at on invoice_runs'
    ? 'after its block'
    : 'before its block'
}

function factOf(
  move: Extract<Move, { readonly move: 'revenue' | 'fee' | 'price' | 'vat' | 'terms' | 'hold' | 'release' }>,
  from: string,
): NewNaiveFact {
  const { customer } = move
  switch (move.move) {
    case 'revenue':
      return { about: 'revenue', customer, from, eur: move.eur }
    case 'fee':
      return { about: 'fee', customer, from, fee: move.fee }
    case 'price':
      return { about: 'price', customer, from, resource: move.resource, price: move.price }
    case 'vat':
      return { about: 'vat', customer, from, treatment: move.treatment }
    case 'terms':
      return { about: 'terms', customer, from, ...move.terms }
    case 'hold':
      return { about: 'hold', customer, from, why: move.why }
    case 'release':
      return { about: 'hold', customer, from, why: null }
  }
}
