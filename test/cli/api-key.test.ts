import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryCli, type Cli } from './run-cli.ts'

let cli: Cli

beforeAll(async () => {
  cli = await temporaryCli()
}, 120_000)

afterAll(() => cli.remove())

test('a key is shown once, listed without its secret, and revoked for good', async () => {
  const limited = ['--requests-per-second', '50']
  const created = await cli.run(['api-key', 'create', 'gateway-1', '--scopes', 'ingest,read', ...limited])
  expect(created).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('shown this once'),
  })
  const [, keyId = '', secret = ''] = /^lk_([0-9a-f]{20})_([\w-]{43})\n$/.exec(created.stdout) ?? []
  const listed = await cli.run(['api-key', 'list', '--json'])
  expect(JSON.parse(listed.stdout)).toMatchObject([
    {
      keyId,
      name: 'gateway-1',
      scopes: ['ingest', 'read'],
      customers: null,
      expiresAt: null,
      requestsPerSecond: 50,
      createdBy: 'maija',
      revokedAt: null,
    },
  ])
  expect(listed.stdout).not.toContain(secret)
  expect(await cli.run(['api-key', 'revoke', keyId])).toMatchObject({ stdout: `${keyId} is revoked\n` })
  expect(await cli.run(['api-key', 'revoke', keyId])).toMatchObject({
    stdout: `${keyId} was revoked already\n`,
  })
  expect((await cli.run(['api-key', 'list'])).stdout).toMatch(/gateway-1 .* revoked/)
}, 120_000)

test('what a key cannot be is refused by name, with what is allowed', async () => {
  const create = ['api-key', 'create', 'gateway-1', '--scopes']
  const refusals = [
    [[...create, 'write'], 'Allowed: ingest, read, operate.'],
    [[...create, 'read', '--customers', 'nobody'], 'nobody'],
    [[...create, 'read', '--requests-per-second', '0'], 'Allowed: 1 to 1000000.'],
    [[...create, 'read', '--expires', '2020-01-01T00:00:00Z'], 'would have expired already'],
    [['api-key', 'revoke', '0123'], 'There is no API key 0123'],
  ] as const
  const answers = await Promise.all(refusals.map(([args]) => cli.run(args)))
  for (const [index, [args, told]] of refusals.entries())
    expect([args, answers[index]]).toMatchObject([
      args,
      { code: expect.any(Number), stdout: '', stderr: expect.stringContaining(told) },
    ])
  expect(answers.map(({ code }) => code)).not.toContain(0)
  expect((await cli.run(['api-key', 'list'])).stdout).not.toContain('valid')
}, 120_000)
