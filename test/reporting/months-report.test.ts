import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import { monthsReport } from '../../src/reporting/months-report.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { aprilIssued, marchIssued, mayClosed, mayIssued, mayRunning } from './story.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

/** `month state issueDate documents gross eventsPosted heldMonths` */
async function months(): Promise<readonly string[]> {
  return (await monthsReport(database.runtime)).map(
    ({ month, state, issueDate, documents, gross, eventsPosted, heldMonths }) =>
      `${month} ${state} ${issueDate} ${documents} ${formatMoney(gross)} ${eventsPosted} ${heldMonths}`,
  )
}

test('there is no month before the first price list', async () => {
  expect(await months()).toEqual([])
})

const untilApril = [
  '2026-01 issued 2026-02-02 0 0.00 0 0',
  '2026-02 issued 2026-03-02 0 0.00 0 0',
  '2026-03 issued 2026-04-03 1 52.08 7 1',
]

test('issued months show their run, the oldest open one comes last', async () => {
  await marchIssued(database.runtime)
  expect(await months()).toEqual([...untilApril, '2026-04 open null 0 0.00 0 0'])
})

test('a closed month says when and by whom; a later one with events is there too', async () => {
  await aprilIssued(database.runtime)
  await mayClosed(database.runtime)
  expect(await months()).toEqual([
    ...untilApril,
    '2026-04 issued 2026-05-04 1 49.57 3 2',
    '2026-05 closed null 0 0.00 2 0',
    '2026-06 open null 0 0.00 1 0',
  ])
  const closed = (await monthsReport(database.runtime)).find(({ month }) => month === '2026-05')
  expect(closed?.closedAt && formatInstant(closed.closedAt)).toBe('2026-06-03T05:00:00Z')
  expect(closed?.closedBy).toBe('clerk')
})

test('a run that is under way shows what it has issued', async () => {
  await mayRunning(database.runtime)
  expect((await months())[4]).toBe('2026-05 running 2026-06-03 1 49.26 2 0')
  await mayIssued(database.runtime)
  expect((await months())[4]).toBe('2026-05 issued 2026-06-03 2 198.61 2 0')
})
