import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { billingMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { parseInstant } from '../../rules/instant.ts'
import { moneyOf, sumOfMoney } from '../../rules/money.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Attribution } from '../../src/database/attribution.ts'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openServer } from '../../src/database/open-server.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { importCustomers } from '../../src/importing/import-customers.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { recordPayments } from '../../src/payments/record-payments.ts'
import { recordPriceList } from '../../src/prices/record-price-list.ts'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { sampleList } from '../rules/examples.ts'
import { copyFolder } from './copy-folder.ts'
import { loggedStatements } from './statement-log.ts'
import { correctionRows, customerRows, februaryCalls, januaryCalls, type BooksSize } from './population.ts'

/** Data folders of stopped servers, each where one of the commands is about to begin its work on February 2026. */
export interface Stages {
  /** January is issued; what is known late is there, February's calls are not. */
  readonly ingest: string
  /** February's calls are recorded and wait for their roll-up. */
  readonly close: string
  /** February is closed. */
  readonly run: string
  /** February's calls, for `ingest`. */
  readonly callsFile: string
}

/** Makes the stages in the folder, which the server's user must be able to enter. */
export async function prepareStages(folder: string, size: BooksSize): Promise<Stages> {
  const stage = (name: string) => path.join(folder, `stage-${name}`)
  const [books, ingest, close] = [stage('run'), stage('ingest'), stage('close')]
  mkdirSync(books)
  const callsFile = path.join(folder, 'calls.jsonl')
  writeFileSync(callsFile, linesOf(februaryCalls(size)))
  const january = billingMonth('2026-01')
  await withBooks(books, async (db) => {
    await atomically(db, (tx) => recordPriceList(tx, sampleList, at('2026-01-01T00:00:00+02:00')))
    await importRows(
      db,
      path.join(folder, 'customers.jsonl'),
      customerRows(size),
      '2026-01-21T00:00:00+02:00',
    )
    await record(db, januaryCalls(size), '2026-01-30T00:00:00+02:00')
    await closeMonth(db, january, at('2026-02-02T08:00:00+02:00'))
    await runInvoices(db, january, { allowSample: true }, at('2026-02-02T08:00:00+02:00'))
    await payTooMuch(db, january)
    const corrections = path.join(folder, 'corrections.jsonl')
    await importRows(db, corrections, correctionRows(size), '2026-02-10T00:00:00+02:00')
  })
  appendFileSync(path.join(books, 'cluster', 'postgresql.conf'), loggedStatements)
  copyFolder(books, ingest)
  await withBooks(books, (db) => record(db, februaryCalls(size), '2026-02-27T00:00:00+02:00'))
  copyFolder(books, close)
  await withBooks(books, (db) => closeMonth(db, billingMonth('2026-02'), at('2026-03-02T08:00:00+02:00')))
  return { ingest, close, run: books, callsFile }
}

async function withBooks(dataFolder: string, work: (db: DatabasePool) => Promise<unknown>): Promise<void> {
  const server = await openServer({ databaseUrl: undefined, dataFolder, recordedBy: 'test' }, () => undefined)
  const owner = connect(server, { as: 'owner', connections: 1 })
  await migrate(owner)
  const db = connect(server, { as: 'runtime', connections: 2 })
  try {
    await work(db)
  } finally {
    await Promise.all([db.close(), owner.close()])
    await server.release()
  }
}

/** Every fifth January invoice is paid, with more than is owed: February's documents use the rest. */
async function payTooMuch(db: DatabasePool, month: BillingMonth): Promise<void> {
  const invoices = (await readDocuments(db, { month })).filter((_document, index) => index % 5 === 0)
  const payments = invoices.map(({ number, referenceNumber, gross }) => ({
    bankId: `bank ${number}`,
    reference: referenceNumber,
    amount: sumOfMoney([gross, moneyOf('20.00')]),
    paidOn: '2026-02-05',
  }))
  const paid = await atomically(db, (tx) => recordPayments(tx, payments, at('2026-02-06T00:00:00+02:00')))
  const refused = paid.find(({ kind }) => kind !== 'recorded')
  if (refused !== undefined) throw new Error(JSON.stringify(refused))
}

async function importRows(db: DatabasePool, file: string, rows: readonly unknown[], when: string) {
  writeFileSync(file, linesOf(rows))
  await importCustomers(db, file, at(when))
}

const callsPerBatch = 2000

async function record(db: DatabasePool, calls: readonly unknown[], when: string): Promise<void> {
  const received = calls.map((call) => {
    const read = readApiCallEvent(call)
    if (read.kind === 'malformed') throw new Error(read.reason)
    return { event: read.event, receivedAt: at(when).recordedAt, backfill: false }
  })
  for (let from = 0; from < received.length; from += callsPerBatch) {
    const answers = await recordEvents(db, received.slice(from, from + callsPerBatch), at(when))
    const refused = answers.find(({ kind }) => kind !== 'recorded')
    if (refused !== undefined) throw new Error(JSON.stringify(refused))
  }
}

function at(text: string): Attribution {
  const recordedAt = parseInstant(text)
  if (recordedAt === undefined) throw new RangeError(`${text} is not an instant`)
  return { recordedAt, recordedBy: 'test', note: null }
}

function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
