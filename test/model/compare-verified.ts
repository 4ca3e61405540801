import assert from 'node:assert/strict'
import { verifyBooks } from '../../src/verifying/verify-books.ts'
import type { Difference } from '../../src/verifying/difference.ts'
import type { Play } from './play.ts'

/** The engine's own verification, from raw facts and events, finds nothing either. */
export async function compareVerified({ engine }: Play): Promise<void> {
  const differences: Difference[] = []
  await verifyBooks(engine.runtime, {}, (difference) => differences.push(difference))
  assert.deepEqual(differences, [])
}
