import { expect, test } from 'vitest'
import { changesRights, resourceRight, rightsInForce, type RightChange } from '../../rules/resource-rights.ts'

/** `allow escan.nv to Basware` and the like; `everything` is all resources. */
function change(words: string): RightChange {
  const [verb, resource = '', , integration = null] = words.split(' ')
  return { allowed: verb === 'allow', resource: resource === 'everything' ? null : resource, integration }
}

interface Case {
  readonly after: readonly string[]
  readonly escan: boolean
  readonly customer: boolean
  readonly escanForBasware: boolean
}

const cases: readonly Case[] = [
  { after: [], escan: false, customer: false, escanForBasware: false },
  { after: ['allow escan.nv'], escan: true, customer: false, escanForBasware: true },
  { after: ['allow escan.nv', 'deny escan.nv'], escan: false, customer: false, escanForBasware: false },
  { after: ['deny escan.nv', 'allow escan.nv'], escan: true, customer: false, escanForBasware: true },
  { after: ['allow everything'], escan: true, customer: true, escanForBasware: true },
  { after: ['allow everything', 'deny escan.nv'], escan: false, customer: true, escanForBasware: false },
  { after: ['allow escan.nv', 'deny everything'], escan: false, customer: false, escanForBasware: false },
  { after: ['deny everything', 'allow escan.nv'], escan: true, customer: false, escanForBasware: true },
  { after: ['allow escan.nv to Basware'], escan: false, customer: false, escanForBasware: true },
  {
    after: ['allow everything', 'allow customer.nv to Basware'],
    escan: true,
    customer: true,
    escanForBasware: false,
  },
  {
    after: ['allow everything', 'deny everything to Basware'],
    escan: true,
    customer: true,
    escanForBasware: false,
  },
  {
    after: ['allow escan.nv to Basware', 'deny everything to Basware', 'allow escan.nv'],
    escan: true,
    customer: false,
    escanForBasware: false,
  },
  {
    after: ['deny everything to Basware', 'allow escan.nv to Basware'],
    escan: false,
    customer: false,
    escanForBasware: true,
  },
  { after: ['allow escan.nv to basware'], escan: false, customer: false, escanForBasware: false },
]

test.each(cases)('"activate only certain resources": after $after', ({ after, ...expected }) => {
  const changes = after.map(change)
  const allowed = (resource: string, integration: string | null = null) =>
    resourceRight(changes, { resource, integration }).allowed
  expect({
    escan: allowed('escan.nv'),
    customer: allowed('customer.nv'),
    escanForBasware: allowed('escan.nv', 'Basware'),
  }).toEqual(expected)
})

test('rights of its own, be it a denial, are the only ones of an integration', () => {
  const asked = { resource: 'escan.nv', integration: 'Basware' }
  expect(resourceRight([change('allow escan.nv')], asked)).toEqual({ allowed: true, of: 'general' })
  expect(resourceRight([change('allow escan.nv'), change('deny customer.nv to Basware')], asked)).toEqual({
    allowed: false,
    of: 'integration',
  })
})

test.each([
  [[], 'allow escan.nv', true],
  [[], 'deny escan.nv', false],
  [[], 'deny everything', false],
  [[], 'allow everything', true],
  [[], 'deny everything to Basware', true],
  [[], 'deny escan.nv to Basware', true],
  [['allow escan.nv'], 'allow escan.nv', false],
  [['allow escan.nv'], 'allow escan.nv to Basware', true],
  [['allow everything'], 'allow escan.nv', false],
  [['allow everything', 'deny escan.nv'], 'allow everything', true],
  [['allow escan.nv'], 'allow everything', true],
  [['allow escan.nv'], 'deny everything', true],
  [['allow escan.nv', 'deny everything'], 'deny everything', false],
  [['deny everything to Basware'], 'deny everything to Basware', false],
  [['deny everything to Basware'], 'allow escan.nv to Basware', true],
])('after %j, %j makes a difference: %s', (before, words, difference) => {
  expect(changesRights(before.map(change), change(words))).toBe(difference)
})

test('in force are the changes that none of the same integration overrides', () => {
  const words = [
    'allow escan.nv',
    'allow customer.nv',
    'allow escan.nv to Basware',
    'deny escan.nv',
    'deny everything to Basware',
  ]
  const inForce = ['allow customer.nv', 'deny escan.nv', 'deny everything to Basware']
  expect(rightsInForce(words.map(change))).toEqual(inForce.map(change))
})
