import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BillingError } from '../../src/errors/billing-error.ts'
import { importPayments } from '../../src/importing/import-payments.ts'
import { loadPayments } from '../../src/payments/load-payments.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { clerk } from '../invoicing/books.ts'
import { charge, issue, openReceivables, referenceOf, standing } from '../payments/receivables.ts'

let db: TestDatabase
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-payments-'))
  db = await testDatabase()
  await openReceivables(db.runtime, 'c1', 'c2')
  await charge(db.runtime, 'c1', 1, '100.00')
  await charge(db.runtime, 'c2', 1, '40.00')
  await issue(db.runtime, 1)
})
afterEach(async () => {
  await db.drop()
  rmSync(folder, { recursive: true, force: true })
})

const [first, second] = [referenceOf('2026-0000001'), referenceOf('2026-0000002')]

async function imported(name: string, ...lines: readonly string[]) {
  const file = path.join(folder, name)
  writeFileSync(file, lines.join('\n'))
  return importPayments(db.runtime, file, clerk('2026-03-01T12:00:00+02:00'))
}

async function problemsOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof BillingError)) throw new Error('nothing was refused', { cause: error })
  return error.message.split('\n').map((line) => line.replace(`${folder}/`, ''))
}

test('CSV and JSON Lines are read alike, and a file that is imported again changes nothing', async () => {
  const csv = ['reference,amount,date,bankId', `0${first},60.00,2026-02-10,a1`, `${second},41,2026-02-11,a2`]
  expect(await imported('a.csv', ...csv)).toEqual({ rows: 2, recorded: 2, alreadyRecorded: 0 })
  expect(await imported('a.csv', ...csv)).toEqual({ rows: 2, recorded: 0, alreadyRecorded: 2 })
  const json = [
    { reference: first, amount: '60.00', date: '2026-02-10', bankId: 'a1' },
    { reference: first, amount: 40, date: '2026-02-12', bankId: 'a3' },
  ].map((row) => JSON.stringify(row))
  expect(await imported('b.jsonl', ...json)).toEqual({ rows: 2, recorded: 1, alreadyRecorded: 1 })
  expect(await standing(db.runtime, 'c1')).toEqual(['overpayment 0.00'])
  expect(await standing(db.runtime, 'c2')).toEqual(['overpayment 1.00'])
})

test('every bad row is named with its line, and then nothing is recorded', async () => {
  const rows = [
    'reference,amount,date,bankId',
    `${first},60.00,2026-02-10,a1`,
    `2026100000019,1.00,2026-02-10,a2`,
    `${first},1.00,2026-03-02,a3`,
    `${first},61.00,2026-02-10,a1`,
  ]
  expect(await problemsOf(imported('bad.csv', ...rows))).toEqual([
    'bad.csv, line 3: "2026100000019" is not a reference number: a digit is wrong, as its check digit tells',
    'bad.csv, line 4: 2026-03-02 is not allowed; a payment is paid today, 2026-03-01, at the latest',
    'bad.csv, line 5: the bank id "a1" is recorded already, with 60.00 EUR paid on 2026-02-10 for 2026-0000001, not with 61.00 EUR paid on 2026-02-10 for 2026-0000001',
    'Nothing was imported.',
  ])
  expect(await loadPayments(db.runtime, {})).toEqual([])
})

test('a row that is no payment is named with what is allowed', async () => {
  const rows = [
    { reference: first, amount: '1.001', date: '2026-02-10', bankId: 'a1' },
    { reference: first, amount: '1.00', date: '10.2.2026', bankId: 'a1' },
    { reference: first, amount: '1.00', date: '2026-02-30', bankId: 'a1' },
    { reference: first, amount: '1.00', date: '2026-02-10' },
    { reference: first, amount: '1.00', date: '2026-02-10', bankId: 'a1', iban: 'FI79' },
    { reference: first, amount: '-1.00', date: '2026-02-10', bankId: 'a1' },
  ].map((row) => JSON.stringify(row))
  expect(await problemsOf(imported('rows.jsonl', ...rows.slice(0, 5)))).toEqual([
    'rows.jsonl, line 1: amount: "1.001" is not allowed; an amount in euros such as "86.60" is needed: at most 12 digits before the point and 2 after it',
    'rows.jsonl, line 2: date: "10.2.2026" is not a date from 1970 to 2199; write it as 2026-04-20',
    'rows.jsonl, line 3: date: "2026-02-30" is not a date from 1970 to 2199; write it as 2026-04-20',
    'rows.jsonl, line 4: bankId: is missing; text is needed',
    'rows.jsonl, line 5: unknown key "iban"',
    'Nothing was imported.',
  ])
  expect((await problemsOf(imported('minus.jsonl', ...rows.slice(5))))[0]).toBe(
    'minus.jsonl, line 1: -1.00 is not allowed; a payment is above zero',
  )
})

test('a long file is one import: each payment knows those before it', async () => {
  const count = 2_300
  const rows = Array.from({ length: count }, (_, index) => `${first},0.05,2026-02-10,n${index}`)
  const file = ['reference,amount,date,bankId', ...rows, rows[0] ?? '']
  expect(await imported('long.csv', ...file)).toEqual({
    rows: count + 1,
    recorded: count,
    alreadyRecorded: 1,
  })
  expect(await standing(db.runtime, 'c1')).toEqual(['overpayment 15.00'])
})
