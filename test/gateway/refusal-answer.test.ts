import { expect, test } from 'vitest'
import { parseInstant } from '../../rules/instant.ts'
import { answerStatus } from '../../src/gateway/answer-status.ts'
import { refusalAnswer, type GatewayRefusal } from '../../src/gateway/refusal-answer.ts'

const at = parseInstant('2026-03-10T08:00:00Z') ?? expect.unreachable()

function answerTo(refusal: GatewayRefusal, httpStatusCodes = false, resource = 'purchaseinvoice.nv') {
  return refusalAnswer({ refusal, resource, at, httpStatusCodes })
}

async function statusOf(refusal: GatewayRefusal, resource?: string) {
  const reader = answerStatus(undefined)
  reader.write(Buffer.from(answerTo(refusal, false, resource).body))
  return reader.end()
}

const refusals: readonly (readonly [GatewayRefusal, string, number])[] = [
  [{ kind: 'missing-header', header: 'X-Netvisor-Authentication-MAC' }, 'AUTHENTICATION_FAILED', 401],
  [
    { kind: 'malformed-header', header: 'X-Netvisor-Interface-Language', expected: 'FI, EN or SE' },
    'AUTHENTICATION_FAILED',
    401,
  ],
  [{ kind: 'ambiguous-header', header: 'host' }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'malformed-target' }, 'INVALID_DATA', 400],
  [{ kind: 'algorithm-not-enabled' }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'timestamps-disagree' }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'too-old', windowSeconds: 300 }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'too-early', windowSeconds: 300 }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'wrong-mac' }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'unknown-identifier', rule: 'R2.may-call' }, 'AUTHENTICATION_FAILED', 401],
  [{ kind: 'used-before' }, 'REQUEST_NOT_UNIQUE', 409],
  [{ kind: 'too-many-calls' }, 'SYSTEM_MAINTENANCE', 503],
  [{ kind: 'no-terms', rule: 'R1' }, 'SERVICE_ACCESS_ERROR', 403],
  [{ kind: 'package-lacks-api', rule: 'R1', servicePackage: 'basic' }, 'SERVICE_ACCESS_ERROR', 403],
  [{ kind: 'api-closed', rule: 'R2.access' }, 'SERVICE_ACCESS_ERROR', 403],
  [{ kind: 'resource-blocked', rule: 'R2.rights', by: 'general' }, 'SERVICE_ACCESS_ERROR', 403],
  [{ kind: 'resource-blocked', rule: 'R2.rights', by: 'integration' }, 'SERVICE_ACCESS_ERROR', 403],
  [{ kind: 'user-does-not-act', rule: 'R2.may-call', user: 'maija' }, 'SERVICE_ACCESS_ERROR', 403],
]

test.each(refusals)(
  'a refusal is a failure of its code, and of an HTTP status if asked for: %j',
  async (refusal, code, status) => {
    expect(await statusOf(refusal)).toMatchObject({ kind: 'failure', code })
    expect(answerTo(refusal).status).toBe(200)
    expect(answerTo(refusal, true).status).toBe(status)
  },
)

test('a refusal of access names the resource', async () => {
  const refusal: GatewayRefusal = { kind: 'resource-blocked', rule: 'R2.rights', by: 'integration' }
  expect(await statusOf(refusal)).toMatchObject({
    text: 'No access to purchaseinvoice.nv: it is not allowed for this integration',
  })
})

test('a wrong key and an unknown identifier read alike', () => {
  expect(answerTo({ kind: 'wrong-mac' })).toEqual(
    answerTo({ kind: 'unknown-identifier', rule: 'R2.may-call' }),
  )
})

test('a refusal is written as the API writes failures', () => {
  expect(answerTo({ kind: 'api-closed', rule: 'R2.access' }).body).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n<Root><ResponseStatus><Status>FAILED</Status>' +
      '<Status>SERVICE_ACCESS_ERROR :: No access to purchaseinvoice.nv: the company has not opened the API</Status>' +
      '<TimeStamp>2026-03-10T08:00:00Z</TimeStamp></ResponseStatus></Root>\n',
  )
})

test('what is named is escaped, and what XML cannot hold is replaced', async () => {
  const refusal: GatewayRefusal = { kind: 'api-closed', rule: 'R2.access' }
  expect(await statusOf(refusal, '<a>&"\'\u0000\uFFFF\uD800]]>.nv')).toMatchObject({
    text: 'No access to <a>&"\'\uFFFD\uFFFD\uFFFD]]>.nv: the company has not opened the API',
  })
})
