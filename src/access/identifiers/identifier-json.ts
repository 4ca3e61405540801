import { recordedJson } from '../../database/recorded-json.ts'
import type { ApiIdentifier } from './list-identifiers.ts'

/** For programs: an identifier without its key. */
export function identifierJson(one: ApiIdentifier) {
  return { identifier: one.identifier, user: one.user, ...recordedJson(one) }
}
