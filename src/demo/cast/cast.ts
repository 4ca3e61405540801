import { accessCast } from './access-cast.ts'
import type { CastMember } from './cast-member.ts'
import { eventCast } from './event-cast.ts'
import { feeCast } from './fee-cast.ts'
import { termsCast } from './terms-cast.ts'

/** Everyone with a story, in the order of their customer ids. */
export const cast: readonly CastMember[] = [...accessCast, ...termsCast, ...feeCast, ...eventCast]
