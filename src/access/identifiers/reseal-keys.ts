import { formatInstant } from '../../../rules/instant.ts'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { inChunks } from '../../database/in-chunks.ts'
import { openKey, sealKey } from './sealed-key.ts'
import type { SealingKeys } from './sealing-keys.ts'

/**
 * Seals every identifier's key that is sealed under another key under the current one: all of them or, where one does not
 * open, none. Safe to repeat. Gives how many.
 */
export async function resealKeys(
  tx: Database,
  keys: SealingKeys,
  { recordedAt, recordedBy, note }: Attribution,
): Promise<number> {
  const { id } = keys.current
  const rows = await tx.sql<{ identifier: string; sealed: string; under: string; hash: string }[]>`
    select k.identifier_id as identifier, k.sealed, k.sealed_under as under, i.key_hash as hash
    from identifier_keys k join api_identifiers i using (identifier_id)
    where k.sealed_under <> ${id} order by 1 for update of k`
  const resealed = rows.map(({ identifier, sealed, under, hash }) => {
    const key = openKey({ identifierId: identifier, sealed, sealedUnder: under }, hash, keys)
    return sealKey(identifier, key, keys.current)
  })
  for (const chunk of inChunks(resealed))
    await tx.sql`
      update identifier_keys k
      set sealed = n.sealed, sealed_under = ${id}, sealing = k.sealing + 1,
        recorded_at = ${formatInstant(recordedAt)}, recorded_by = ${recordedBy}, note = ${note}
      from unnest(${chunk.map(({ identifierId }) => identifierId)}::text[], ${chunk.map(({ sealed }) => sealed)}::text[])
        as n(identifier_id, sealed)
      where k.identifier_id = n.identifier_id`
  return resealed.length
}
