import { Validator } from '@seriousme/openapi-schema-validator'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { httpApp } from '../../src/http/app.ts'
import { backgroundWork } from '../../src/http/background-work.ts'
import { bodyBudget } from '../../src/http/body-budget.ts'
import { newMetrics } from '../../src/http/metrics.ts'
import { groupedRecorder } from '../../src/usage/grouped-recorder.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'

let database: TestDatabase
let app: ReturnType<typeof httpApp>

beforeAll(async () => {
  database = await testDatabase()
  const metrics = newMetrics()
  const stopping = new AbortController().signal
  app = httpApp({
    db: database.runtime,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    metrics,
    stopping,
    background: backgroundWork(),
    recorder: groupedRecorder(database.runtime, { groupsAtOnce: 1, onRollUpFailure: () => undefined }),
    bodies: bodyBudget(0, metrics.bodyBytes),
    sealingKeys: undefined,
    readerIdleMs: 30_000,
  })
})
afterAll(() => database.drop())

test('the API describes itself as valid OpenAPI 3.1, made from the schemas that validate', async () => {
  const document: Record<string, unknown> = JSON.parse(await (await app.request('/openapi.json')).text())
  const { valid, errors } = await new Validator().validate(document)
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) })
})

test('every documented route stands on the page for people, with a command that names it', async () => {
  const document: { paths: Record<string, Record<string, unknown>> } = JSON.parse(
    await (await app.request('/openapi.json')).text(),
  )
  const page = await (await app.request('http://localhost:8080/docs')).text()
  for (const [path, item] of Object.entries(document.paths))
    for (const method of Object.keys(item)) {
      expect(page).toContain(`<b>${method.toUpperCase()}</b> ${path}`)
      expect(page).toContain(`http://localhost:8080${path.split('{')[0]}`)
    }
  expect(page).not.toMatch(/(?:src|href)="https?:/) // nothing is loaded from elsewhere
})
