import type { CastMember } from './cast-member.ts'

/** Packages, pricing models and VAT (R1, R5). */
export const termsCast: readonly CastMember[] = [
  {
    story: 'moves from a package to separate pricing in February: the monthly fee starts',
    content: {
      terms: [
        { from: '2019-05', pricingModel: 'package', package: 'professional' },
        {
          from: '2026-02',
          pricingModel: 'separate',
          package: 'basic',
          recordedAt: '2026-01-27T09:00:00+02:00',
        },
      ],
    },
    usage: { integration: 'purchasing' },
  },
  {
    story: 'moves to a package without the API in March: its calls count for nothing from then on',
    content: {
      terms: [
        { from: '2019-05', pricingModel: 'package', package: 'premium' },
        {
          from: '2026-03',
          pricingModel: 'package',
          package: 'basic',
          recordedAt: '2026-02-20T12:00:00+02:00',
        },
      ],
    },
    usage: { integration: 'purchasing' },
  },
  {
    story: 'in Sweden: reverse charge, no VAT',
    content: {
      name: 'Nordkust Handel AB',
      businessId: undefined,
      vat: 'reverse-charge',
      vatNumber: 'SE556677889901',
    },
    usage: { integration: 'bookkeeping' },
  },
  {
    story: 'in Norway, outside the EU: no VAT',
    content: { name: 'Fjordlys Regnskap AS', businessId: undefined, vat: 'outside-eu' },
    usage: { integration: 'bookkeeping' },
  },
]
