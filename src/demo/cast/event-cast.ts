import type { CastMember } from './cast-member.ts'
import { calls } from './scripted-calls.ts'

/** Late events, retries, conflicts and own prices (R4, R8). */
export const eventCast: readonly CastMember[] = [
  {
    story: 'own price in tiers; imports of February arrive after it closed: March adjusts it',
    content: {
      transactionPrices: [
        {
          from: '2025-01',
          resource: 'purchaseinvoice.nv',
          price: {
            graduated: [{ upTo: 20, unit: '0.35' }, { upTo: 100, unit: '0.28' }, { unit: '0.19' }],
            free: 5,
          },
        },
      ],
    },
    usage: { integration: 'purchasing' },
    events: (customer) => [
      ...calls(
        { customer, id: 'late', at: '2026-02-26T22:00:00+02:00', recordedAt: '2026-03-05T07:40:00+02:00' },
        31,
      ),
      ...calls({ customer, id: 'march', at: '2026-03-17T09:00:00+02:00' }, 64),
    ],
  },
  {
    story: 'sent again and again: every call counts once; one was sent with another body',
    content: {},
    usage: { integration: 'purchasing' },
    events: (customer) => {
      const call = { customer, id: 'retried', at: '2026-01-14T09:00:00+02:00' }
      const again = { ...call, recordedAt: '2026-02-10T09:00:00+02:00' }
      return [...calls(call, 3), ...calls(again, 3), ...calls({ ...again, quantity: 2 }, 1)]
    },
  },
]
