import type { Channel } from '../../rules/disposition.ts'
import type { CallWindow, UsageProfile } from './demo-customer.ts'
import { integrations } from './integrations.ts'
import type { Random, WeightedChoices } from './random.ts'
import { storyEnd, storyStart } from './story-times.ts'

/** How a customer's programs call; `callsPerDay` is relative until the population is scaled. */
export function usageProfile(random: Random, options: UsageOptions = {}): UsageProfile {
  const integration = random.weighted(integrations)
  return {
    integration,
    // Few customers make most of the calls.
    callsPerDay: integration.busyness * Math.exp(1.1 * random.normal()),
    rhythm: random.weighted([
      ['office', 45],
      ['mixed', 35],
      ['nightly', 20],
    ]),
    nightHour: 1 + random.below(5),
    source: random.pick(['gateway-1', 'gateway-2', 'gateway-3']),
    identifier: `user-${1000 + random.below(9000)}`,
    channels: options.channels ?? (random.chance(0.08) ? withExtension : webService),
    windows: options.windows ?? always,
  }
}

export interface UsageOptions {
  readonly channels?: WeightedChoices<Channel>
  readonly windows?: readonly CallWindow[]
}

export const always: readonly CallWindow[] = [{ from: storyStart, to: storyEnd }]

const webService: WeightedChoices<Channel> = [['web-service', 1]]

const withExtension: WeightedChoices<Channel> = [
  ['web-service', 80],
  ['store-extension', 14],
  ['smart-excel', 4],
  ['finvoice-import', 2],
]

/** What every package may use, the API open or closed. */
export const otherChannels: WeightedChoices<Channel> = [
  ['store-extension', 70],
  ['finvoice-import', 18],
  ['smart-excel', 12],
]
