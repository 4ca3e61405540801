import { instantOf, storyEnd, storyStart } from '../story-times.ts'
import { otherChannels } from '../usage-profile.ts'
import { openLongAgo, type CastMember } from './cast-member.ts'
import { calls } from './scripted-calls.ts'

const toFebruary12 = [{ from: storyStart, to: instantOf('2026-02-12T10:15:00+02:00') }]

/** Opening and closing the API (R1, R2). */
export const accessCast: readonly CastMember[] = [
  {
    story: 'opened, never called: nothing is billed',
    content: {},
    usage: null,
  },
  {
    story: 'closed 12 February: February is billed whole, March is not',
    content: { api: [openLongAgo, { at: '2026-02-12T10:15:00+02:00', open: false }] },
    usage: { integration: 'sales', windows: toFebruary12 },
  },
  {
    story: 'closed and reopened in February: one monthly fee, a new billing span',
    content: {
      api: [
        openLongAgo,
        { at: '2026-02-05T16:00:00+02:00', open: false },
        { at: '2026-02-16T08:20:00+02:00', open: true },
      ],
    },
    usage: {
      integration: 'sales',
      windows: [
        { from: storyStart, to: instantOf('2026-02-05T16:00:00+02:00') },
        { from: instantOf('2026-02-16T08:20:00+02:00'), to: storyEnd },
      ],
    },
  },
  {
    story: 'closed 20 January, its program goes on calling: nothing more is billed',
    content: { api: [openLongAgo, { at: '2026-01-20T12:00:00+02:00', open: false }] },
    usage: { integration: 'bookkeeping' },
  },
  {
    story: 'a package without the API: Store extensions and Smart Excel work, other calls count for nothing',
    content: { terms: [{ from: '2019-05', pricingModel: 'package', package: 'basic' }], api: [] },
    usage: { integration: 'sales', channels: [...otherChannels, ['web-service', 20]] },
  },
  {
    story: 'its first successful calls arrive after January closed: February bills January too',
    content: { api: [{ at: '2026-01-15T09:00:00+02:00', open: true }] },
    usage: null,
    events: (customer) =>
      calls(
        { customer, id: 'found', at: '2026-01-28T13:00:00+02:00', recordedAt: '2026-02-09T09:00:00+02:00' },
        3,
      ),
  },
]
