import { recordedJson } from '../../database/recorded-json.ts'
import type { ActingUser } from './load-user-roles.ts'

/** For programs: as what a user acts for a customer. */
export function actingUserJson(acting: Omit<ActingUser, 'customer'>) {
  return { user: acting.user, role: acting.role, ...recordedJson(acting) }
}
