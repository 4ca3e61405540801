import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedApi, type DescribedOperation, type Schema } from './fuzz/described-api.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
let api: readonly DescribedOperation[]

beforeAll(async () => {
  server = await runningServer()
  api = describedApi((await server.send('GET', '/openapi.json')).text)
})
afterAll(() => server.stop())

test('every operation lists the codes that each of its refusals may carry', () => {
  expect(api.length).toBeGreaterThan(30)
  for (const { name, answers } of api)
    for (const [status, byType] of answers) {
      if (status < 400) continue
      const { properties = {} } = byType.get('application/problem+json') ?? {}
      expect(properties['status'], name).toMatchObject({ enum: [status] })
      expect(properties['code']?.enum?.length, name).toBeGreaterThan(0)
    }
})

function patternsIn(schema: Schema): readonly string[] {
  const parts = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    schema.items ?? [],
  ].flat()
  return [...(schema.pattern === undefined ? [] : [schema.pattern]), ...parts.flatMap(patternsIn)]
}

test('the pattern of an event’s id allows the ids that are recorded', () => {
  const retraction = api.find(({ name }) => name === 'POST /v1/events/retractions')
  const patterns = patternsIn(retraction?.bodies.get('application/json') ?? {})
  expect(patterns.length).toBeGreaterThan(0)
  for (const pattern of patterns) expect('e1').toMatch(new RegExp(pattern, 'u'))
})
