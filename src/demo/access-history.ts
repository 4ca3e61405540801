import { formatInstant, secondsAfter, type Instant } from '../../rules/instant.ts'
import type { CallWindow } from './demo-customer.ts'
import type { Random } from './random.ts'
import { instantOf, storyEnd } from './story-times.ts'

/** When the API was opened and closed, and when programs call. */
export interface AccessHistory {
  readonly api: readonly { readonly at: string; readonly open: boolean }[]
  /** Null where nothing ever calls. */
  readonly windows: readonly CallWindow[] | null
}

/** Most opened long ago and stay open; some open, close and reopen during the story; some never call. */
export function accessHistory(random: Random): AccessHistory {
  const openedAt = random.chance(0.94) ? longAgo(random) : inTheStory(random)
  if (random.chance(0.04)) return { api: changes(openedAt), windows: null }
  if (!random.chance(0.06)) return { api: changes(openedAt), windows: [{ from: openedAt, to: storyEnd }] }
  const closedAt = secondsAfter(later(openedAt, storyBegins), random.between(1, 45) * day)
  // Some programs don't notice that the API is closed.
  const lastCallAt = random.chance(0.3) ? secondsAfter(closedAt, random.between(1, 20) * day) : closedAt
  if (random.chance(0.5))
    return { api: changes(openedAt, closedAt), windows: [{ from: openedAt, to: lastCallAt }] }
  const reopenedAt = secondsAfter(closedAt, random.between(0.5, 20) * day)
  return {
    api: changes(openedAt, closedAt, reopenedAt),
    windows: [
      { from: openedAt, to: earlier(lastCallAt, reopenedAt) },
      { from: reopenedAt, to: storyEnd },
    ],
  }
}

const day = 86_400
const storyBegins = instantOf('2026-01-02T00:00:00+02:00')
const firstOpening = instantOf('2019-05-06T09:00:00+03:00')

/** In whole seconds, as people see the times of openings. */
function longAgo(random: Random): Instant {
  return secondsAfter(firstOpening, random.below(2400 * day))
}

function inTheStory(random: Random): Instant {
  return secondsAfter(storyBegins, random.below(80 * day))
}

function changes(...instants: readonly Instant[]): AccessHistory['api'] {
  return instants.map((at, index) => ({ at: formatInstant(at), open: index % 2 === 0 }))
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other
}
