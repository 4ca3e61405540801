import * as fc from 'fast-check'
import { formatInstant, instantOfMs } from '../../rules/instant.ts'

const plain = (longest: number) =>
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: longest })
    .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text))

const instants = fc
  .integer({ min: 0, max: Date.UTC(2199, 11, 31) })
  .map((ms) => formatInstant(instantOfMs(ms)))

/** A valid native event as a sender writes it, optional fields there or not. */
export const arbitraryNativeEvent = fc.record(
  {
    id: plain(200),
    source: plain(200),
    customer: plain(100),
    resource: plain(190).filter((text) => !text.includes('?')),
    method: fc.constantFrom('GET', 'POST', 'put', 'Patch', 'DELETE', 'HEAD', 'OPTIONS'),
    outcome: fc.constantFrom('ok', 'failed'),
    quantity: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    channel: fc.constantFrom('web-service', 'store-extension', 'finvoice-import', 'smart-excel'),
    identifier: plain(200),
    at: instants,
    durationMs: fc.double({ min: 0, max: 2_147_483_647, noNaN: true }),
  },
  { requiredKeys: ['id', 'customer', 'resource', 'method', 'outcome'] },
)
