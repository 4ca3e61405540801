import { expect, test } from 'vitest'
import { mayCall, type CallDecision, type CallFacts } from '../../rules/may-call.ts'
import { instant, packagePremium, separateBasic } from './examples.ts'

const at = instant('2026-03-10T10:00:00+02:00')
const earlier = instant('2026-03-03T09:00:00+02:00')

const terms = {
  none: undefined,
  'package basic': { pricingModel: 'package', servicePackage: 'basic' },
  'package premium': packagePremium,
  'separate basic': separateBasic,
} as const
const eligible = ['package premium', 'separate basic'] as const
const openings = {
  'never opened': [],
  closed: [{ openedAt: earlier, closedAt: at }],
  open: [{ openedAt: at, closedAt: undefined }],
} as const
const rights = {
  none: [],
  general: [{ integration: null, resource: 'escan.nv', allowed: true }],
  'own denial': [
    { integration: null, resource: 'escan.nv', allowed: true },
    { integration: 'Basware', resource: null, allowed: false },
  ],
  own: [{ integration: 'Basware', resource: 'escan.nv', allowed: true }],
} as const
const identifiers = {
  unknown: undefined,
  'of a user that does not act': { user: 'maija', actsForCustomer: false },
  'of a user that acts': { user: 'maija', actsForCustomer: true },
} as const

interface Situation {
  readonly terms: keyof typeof terms
  readonly api: keyof typeof openings
  readonly right: keyof typeof rights
  readonly identifier: keyof typeof identifiers
}

const whatever = '*'

/** Every case there is: what is in a column decides where the columns before it do not refuse. */
const table: readonly {
  readonly when: readonly [
    terms: readonly Situation['terms'][],
    api: readonly Situation['api'][] | typeof whatever,
    right: readonly Situation['right'][] | typeof whatever,
    identifier: readonly Situation['identifier'][] | typeof whatever,
  ]
  readonly decision: CallDecision
}[] = [
  { when: [['none'], whatever, whatever, whatever], decision: { kind: 'no-terms', rule: 'R1' } },
  {
    when: [['package basic'], whatever, whatever, whatever],
    decision: { kind: 'package-lacks-api', rule: 'R1', servicePackage: 'basic' },
  },
  {
    when: [eligible, ['never opened', 'closed'], whatever, whatever],
    decision: { kind: 'api-closed', rule: 'R2.access' },
  },
  {
    when: [eligible, ['open'], ['none'], whatever],
    decision: { kind: 'resource-blocked', rule: 'R2.rights', by: 'general' },
  },
  {
    when: [eligible, ['open'], ['own denial'], whatever],
    decision: { kind: 'resource-blocked', rule: 'R2.rights', by: 'integration' },
  },
  {
    when: [eligible, ['open'], ['general', 'own'], ['unknown']],
    decision: { kind: 'unknown-identifier', rule: 'R2.may-call' },
  },
  {
    when: [eligible, ['open'], ['general', 'own'], ['of a user that does not act']],
    decision: { kind: 'user-does-not-act', rule: 'R2.may-call', user: 'maija' },
  },
  { when: [eligible, ['open'], ['general', 'own'], ['of a user that acts']], decision: { kind: 'allowed' } },
]

function keysOf<Key extends string>(values: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(values).filter((key): key is Key => Object.hasOwn(values, key))
}

const situations: readonly Situation[] = keysOf(terms).flatMap((term) =>
  keysOf(openings).flatMap((api) =>
    keysOf(rights).flatMap((right) =>
      keysOf(identifiers).map((identifier) => ({ terms: term, api, right, identifier })),
    ),
  ),
)

function rowsFor(situation: Situation): readonly CallDecision[] {
  const values: readonly string[] = [situation.terms, situation.api, situation.right, situation.identifier]
  return table
    .filter(({ when }) =>
      when.every(
        (column: readonly string[] | string, index) =>
          column === whatever || column.includes(values[index] ?? ''),
      ),
    )
    .map(({ decision }) => decision)
}

function decisionIn({ terms: term, api, right, identifier }: Situation): CallDecision {
  const facts: CallFacts = {
    terms: terms[term],
    openings: openings[api],
    rights: rights[right],
    identifier: identifiers[identifier],
  }
  return mayCall({ at, resource: 'escan.nv', integration: 'Basware' }, facts)
}

test('the table has one row for each of the 144 situations', () => {
  expect(situations).toHaveLength(144)
  expect(situations.filter((situation) => rowsFor(situation).length !== 1)).toEqual([])
})

test.each(situations)(
  'a call is allowed, or refused for the first thing that is missing: terms $terms, API $api, right $right, identifier $identifier',
  (situation) => {
    expect([decisionIn(situation)]).toEqual(rowsFor(situation))
  },
)

test('another resource is blocked, and so is the API before its opening', () => {
  const facts: CallFacts = {
    terms: separateBasic,
    openings: openings.open,
    rights: rights.general,
    identifier: identifiers['of a user that acts'],
  }
  const asked = { at, resource: 'escan.nv', integration: null }
  expect(mayCall(asked, facts)).toEqual({ kind: 'allowed' })
  expect(mayCall({ ...asked, resource: 'accounting.nv' }, facts)).toMatchObject({ kind: 'resource-blocked' })
  expect(mayCall({ ...asked, at: earlier }, facts)).toMatchObject({ kind: 'api-closed' })
})
