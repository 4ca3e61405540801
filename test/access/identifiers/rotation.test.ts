import { afterAll, beforeAll, expect, test } from 'vitest'
import { resealKeys } from '../../../src/access/identifiers/reseal-keys.ts'
import { openKey } from '../../../src/access/identifiers/sealed-key.ts'
import type { SealingKeys } from '../../../src/access/identifiers/sealing-keys.ts'
import { atomically } from '../../../src/database/atomically.ts'
import { testDatabase, type TestDatabase } from '../../database/test-database.ts'
import { addCustomer, clerk, openBooks } from '../../invoicing/books.ts'
import { letAct, newIdentifier } from '../access-books.ts'
import { trialSealingKeys } from './trial-sealing-keys.ts'

const at = '2026-01-10T10:00:00+02:00'
const created = new Map<string, string>()

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await openBooks(db.runtime)
  await addCustomer(db.runtime, { id: 'c1' })
  await letAct(db.runtime, 'maija', 'c1', at)
  for (let count = 0; count < 20; count += 1) {
    const { identifier, key } = await newIdentifier(db.runtime, 'maija', at)
    created.set(identifier, key)
  }
})
afterAll(() => db.drop())

function rotate(keys: SealingKeys): Promise<number> {
  return atomically(db.runtime, (tx) => resealKeys(tx, keys, clerk(at)))
}

/** Every key as it opens. */
async function opened(keys: SealingKeys): Promise<ReadonlyMap<string, string>> {
  const rows = await db.runtime.sql<{ identifier: string; sealed: string; under: string; hash: string }[]>`
    select identifier_id as identifier, sealed, sealed_under as under, key_hash as hash
    from identifier_keys join api_identifiers using (identifier_id)`
  return new Map(
    rows.map(({ identifier, sealed, under, hash }) => {
      return [identifier, openKey({ identifierId: identifier, sealed, sealedUnder: under }, hash, keys)]
    }),
  )
}

test('keys are random: as many as there are identifiers, of 256 bits', () => {
  expect(new Set(created.values()).size).toBe(20)
  for (const key of created.values()) expect(key).toMatch(/^lik_[\w-]{43}$/)
})

test('a rotation seals every key under the new sealing key, and every key stays what it was; again it does nothing', async () => {
  expect(await opened(trialSealingKeys('a'))).toEqual(created)
  await expect(rotate(trialSealingKeys('b', 'c'))).rejects.toMatchObject({ code: 'identifier-key-needed' })
  expect(await opened(trialSealingKeys('a'))).toEqual(created)
  expect(await rotate(trialSealingKeys('b', 'a'))).toBe(20)
  expect(await opened(trialSealingKeys('b'))).toEqual(created)
  expect(await rotate(trialSealingKeys('b', 'a'))).toBe(0)
  expect(await rotate(trialSealingKeys('b'))).toBe(0)
})

test('what was created under the old sealing key meanwhile is sealed by the next rotation', async () => {
  const { identifier, key } = await newIdentifier(db.runtime, 'maija', at)
  created.set(identifier, key)
  expect(await rotate(trialSealingKeys('b', 'a'))).toBe(1)
  expect(await opened(trialSealingKeys('b'))).toEqual(created)
})
