import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/**
 * SHA-256 of a value's canonical JSON, 64 hex digits. A commitment guards against accident and careless edits; who can
 * write to the database can also write a new hash, so it is no proof against a determined forger.
 */
export function commitmentOf(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex')
}
