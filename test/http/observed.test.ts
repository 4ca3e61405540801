import { afterAll, beforeAll, expect, test } from 'vitest'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer()
})
afterAll(() => server.stop())

test('every answer carries an id, a refusal and a defect too, under which the log has it', async () => {
  await server.owner.sql`alter table payments rename column note to lost`
  const answers = [
    await server.send('GET', '/healthz'),
    await server.send('GET', '/v1/customers', { key: 'lk_none' }),
    await server.send('GET', '/v1/customers?limit=0'),
    await server.send('GET', '/nowhere'),
    await server.send('GET', '/v1/payments'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 404, 500])
  const lines = server.logged().trim().split('\n')
  for (const { status, headers } of answers) {
    const id = headers.get('x-request-id') ?? 'none'
    const own: readonly unknown[] = lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line))
    expect(own.at(-1)).toMatchObject({ requestId: id, status })
    if (status === 500) expect(own[0]).toMatchObject({ requestId: id, err: { message: expect.any(String) } })
  }
})
