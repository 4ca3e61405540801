import { z } from 'zod'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import type { NewPayment, PaymentAnswer } from '../payments/payment.ts'
import { recordPayments } from '../payments/record-payments.ts'
import { inWords } from './in-words.ts'
import { paymentFields } from './payment-entry.ts'
import { problemTexts } from './problem-text.ts'
import { readAllRows, type ReadRow } from './read-all-rows.ts'
import { refuseBadRows } from './refuse-bad-rows.ts'

const paymentRow = z
  .strictObject(paymentFields)
  .transform(({ date: paidOn, ...payment }): NewPayment => ({ ...payment, paidOn }))

const paymentColumns = { required: ['reference', 'amount', 'date', 'bankId'], optional: [] }

export interface PaymentImport {
  readonly rows: number
  readonly recorded: number
  readonly alreadyRecorded: number
}

/**
 * Imports payments, JSON Lines or CSV `reference, amount, date, bankId`, all or nothing: BillingError `invalid-file`
 * names every row that is refused or in conflict. Those recorded before are skipped, so a file can be imported again.
 */
export async function importPayments(
  db: Database,
  file: string,
  attribution: Attribution,
): Promise<PaymentImport> {
  const rows = await readAllRows(file, paymentColumns, (row) => {
    const checked = paymentRow.safeParse(row, { error: inWords })
    return checked.success ? { value: checked.data } : { problems: problemTexts(checked.error) }
  })
  return atomically(db, async (tx) => {
    const answers: PaymentAnswer[] = []
    for (const chunk of inChunks(rows)) {
      const payments = chunk.map(({ value }) => value)
      answers.push(...(await recordPayments(tx, payments, attribution)))
    }
    refuseBadRows(problemsOf(file, rows, answers))
    const count = (wanted: PaymentAnswer['kind']) => answers.filter(({ kind }) => kind === wanted).length
    return { rows: rows.length, recorded: count('recorded'), alreadyRecorded: count('already-recorded') }
  })
}

function problemsOf(
  file: string,
  rows: readonly ReadRow<NewPayment>[],
  answers: readonly PaymentAnswer[],
): readonly string[] {
  return rows.flatMap(({ position }, index) => {
    const answer = answers[index]
    return answer !== undefined && 'reason' in answer ? [`${file}, ${position}: ${answer.reason}`] : []
  })
}
