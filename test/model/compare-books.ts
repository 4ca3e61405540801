import assert from 'node:assert/strict'
import { see as seeOnEngine } from './engine/see.ts'
import { see } from './naive/see.ts'
import type { Seen, SeenDocument } from './naive/seen.ts'
import type { Play } from './play.ts'

/** Compares what the runs left behind: documents, holds, bookings. */
export async function compareBooks({ naive, engine }: Play): Promise<Seen> {
  const [expected, actual] = [see(naive), await seeOnEngine(engine.runtime)]
  assert.deepEqual(byNumber(actual.documents), byNumber(expected.documents))
  assert.deepEqual(actual.holds, expected.holds)
  assert.deepEqual(actual.bookings, expected.bookings)
  return expected
}

function byNumber(documents: readonly SeenDocument[]): readonly SeenDocument[] {
  return documents.toSorted((one, other) => (one.number < other.number ? -1 : 1))
}
