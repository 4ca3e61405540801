import type { Instant } from '../../../rules/instant.ts'
import type { ApiKey } from '../../api-keys/api-key.ts'
import type { Attribution } from '../../database/attribution.ts'

/** Who records it, as it stands with what is recorded: the key by its name. The audit log has its id beside it. */
export function attributionOf({ name }: ApiKey, recordedAt: Instant, note?: string): Attribution {
  return { recordedAt, recordedBy: `API key ${name}`, note: note ?? null }
}
