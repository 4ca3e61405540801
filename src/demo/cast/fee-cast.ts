import { instantOf, storyStart } from '../story-times.ts'
import { openLongAgo, type CastMember } from './cast-member.ts'

const above = [{ from: '2025-07', eur: 14_200_000 }]

/** Revenue classes, agreed fees and what is held (R3, R6). */
export const feeCast: readonly CastMember[] = [
  {
    story: 'revenue unknown, reported 18 February: January is held, then billed with February',
    content: { revenue: [{ from: '2026-01', eur: 640_000, recordedAt: '2026-02-18T10:30:00+02:00' }] },
    usage: { integration: 'sales' },
  },
  {
    story: 'revenue never reported: held until it is',
    content: { revenue: [] },
    usage: { integration: 'bookkeeping' },
  },
  {
    story: 'revenue above the table, no fee agreed: held',
    content: { revenue: above },
    usage: { integration: 'sales' },
  },
  {
    story: 'revenue above the table with an agreed monthly fee',
    content: {
      revenue: [{ from: '2025-07', eur: 23_500_000 }],
      agreedMonthlyFee: [{ from: '2025-07', fee: '320.00' }],
    },
    usage: { integration: 'bookkeeping' },
  },
  {
    story: 'revenue above the table, a fee agreed 10 March from January on: billed with March',
    content: {
      revenue: above,
      agreedMonthlyFee: [{ from: '2026-01', fee: '275.00', recordedAt: '2026-03-10T14:00:00+02:00' }],
    },
    usage: { integration: 'sales' },
  },
  {
    story: 'an agreed fee that ends with February: from March on the revenue class rules',
    content: {
      agreedMonthlyFee: [
        { from: '2025-07', fee: '25.00' },
        { from: '2026-03', fee: null, recordedAt: '2026-02-20T09:00:00+02:00' },
      ],
    },
    usage: { integration: 'sales' },
  },
  {
    story: 'revenue exactly 10,000,000: the last class',
    content: { revenue: [{ from: '2025-07', eur: 10_000_000 }] },
    usage: { integration: 'sales' },
  },
  {
    story: 'closed in February, revenue corrected 16 March from January on: a credit note',
    content: {
      revenue: [
        { from: '2025-07', eur: 3_100_000 },
        { from: '2026-01', eur: 310_000, recordedAt: '2026-03-16T11:20:00+02:00' },
      ],
      api: [openLongAgo, { at: '2026-02-25T15:00:00+02:00', open: false }],
    },
    usage: {
      integration: 'sales',
      windows: [{ from: storyStart, to: instantOf('2026-02-25T15:00:00+02:00') }],
    },
  },
  {
    story: 'scans documents without a price for escan.nv: held',
    content: {},
    usage: { integration: 'scanning' },
  },
  {
    story: 'a price for escan.nv agreed 12 March from January on: billed with March',
    content: {
      transactionPrices: [
        {
          from: '2026-01',
          resource: 'escan.nv',
          price: {
            volume: [
              { upTo: 50, unit: '0.40' },
              { unit: '0.28', flat: '3.00' },
            ],
            free: 10,
          },
          recordedAt: '2026-03-12T08:45:00+02:00',
        },
      ],
    },
    usage: { integration: 'scanning' },
  },
]
