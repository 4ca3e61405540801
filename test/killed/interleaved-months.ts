import { addMonths, billingMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { createScratchDatabase, type ScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { randomOf, type Random } from '../../src/demo/random.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { givenBooks } from '../fixtures/books.ts'
import { differencesOf, digestOfBooks } from './books-digest.ts'
import { customers, monthDeeds, morningAfter, type Deed } from './month-deeds.ts'
import { orderOfDeeds } from './order-of-deeds.ts'

const first = billingMonth('2026-01')

/**
 * Plays months with everything at once: two runs of the month before beside calls, facts and roll-ups; then two closings
 * beside more of them. Plays them again one after the other, in the order that the first books say, and gives the
 * differences: none, when what was done at once has the same answer as some serial order.
 */
export async function interleavedMonths(
  server: Server,
  seed: number,
  months: number,
): Promise<readonly string[]> {
  const [scratch, serial] = [await createScratchDatabase(server), await createScratchDatabase(server)]
  const wide = connect(server, { as: 'runtime', database: scratch.name, connections: 12 })
  try {
    const atOnce = { ...scratch, runtime: wide }
    for (const { runtime } of [atOnce, serial]) await givenBooks(runtime, { customers })
    const differences: string[] = []
    for (let index = 0; index < months && differences.length === 0; index += 1) {
      const month = addMonths(first, index)
      const found = await interleavedMonth(atOnce, serial, month, randomOf(seed, index))
      differences.push(...found.map((difference) => `seed ${seed}, ${month}: ${difference}`))
    }
    return differences
  } finally {
    await wide.close()
    await scratch.drop()
    await serial.drop()
  }
}

async function interleavedMonth(
  atOnce: ScratchDatabase,
  serial: ScratchDatabase,
  month: BillingMonth,
  random: Random,
): Promise<readonly string[]> {
  const [db, again] = [atOnce.runtime, serial.runtime]
  const before = addMonths(month, -1)
  const beside = monthDeeds(random, month, before)
  const run = () => (month === first ? Promise.resolve('') : runOf(db, before))
  const besideRun = await allAtOnce(random, db, beside, [run, run, () => rollUp(db), () => rollUp(db)])
  const around = monthDeeds(random, month, month)
  const close = () => closeMonth(db, month, morningAfter(month))
  const aroundClosing = await allAtOnce(random, db, around, [
    close,
    close,
    () => rollUp(db),
    () => rollUp(db),
  ])
  await rollUpUsage(db)

  const answersAgain = new Map<string, string>()
  const perform = async (deeds: readonly Deed[]) => {
    for (const deed of deeds) answersAgain.set(deed.name, await deed.perform(again))
  }
  const isRunFirst = random.chance(0.5) // what is known late changes nothing in the run
  if (isRunFirst && month !== first) await runOf(again, before)
  const { beforeClosing, afterClosing } = await orderOfDeeds(db, beside, besideRun.answers, month)
  await perform([...beforeClosing, ...afterClosing])
  if (!isRunFirst && month !== first) await runOf(again, before)
  const order = await orderOfDeeds(db, around, aroundClosing.answers, month)
  await perform(order.beforeClosing)
  await closeMonth(again, month, morningAfter(month))
  await perform(order.afterClosing)
  await rollUpUsage(again)

  return [
    ...(aroundClosing.others.includes('closed already-closed') ? [] : [`closings: ${aroundClosing.others}`]),
    ...[...besideRun.answers, ...aroundClosing.answers].flatMap(([name, answer]) =>
      answersAgain.get(name) === answer ? [] : [`${name}: ${answer}, but ${answersAgain.get(name)} in turn`],
    ),
    ...differencesOf(await digestOfBooks(atOnce.owner), await digestOfBooks(serial.owner)),
  ]
}

interface Answers {
  /** Of the deeds, by name. */
  readonly answers: ReadonlyMap<string, string>
  /** Of the other work, sorted and in one line. */
  readonly others: string
}

/** Starts everything at once, each after a number of queries that do nothing. */
async function allAtOnce(
  random: Random,
  db: DatabasePool,
  deeds: readonly Deed[],
  others: readonly (() => Promise<string>)[],
): Promise<Answers> {
  const later = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    for (let left = random.below(25); left > 0; left -= 1) await db.sql`select 1`
    return work()
  }
  const [answers, otherAnswers] = await Promise.all([
    Promise.all(deeds.map((deed) => later(async () => [deed.name, await deed.perform(db)] as const))),
    Promise.all(others.map(later)),
  ])
  return { answers: new Map(answers), others: otherAnswers.toSorted().toReversed().join(' ') }
}

async function rollUp(db: DatabasePool): Promise<string> {
  await rollUpUsage(db)
  return ''
}

async function runOf(db: DatabasePool, month: BillingMonth): Promise<string> {
  return runInvoices(db, month, { allowSample: true }, morningAfter(month))
}
