import type { Database } from '../database/client.ts'
import type { ApiKey } from './api-key.ts'
import { apiKeyColumns, apiKeyOfRow, type ApiKeyRow } from './api-key-rows.ts'

/** Every key in the order of creation, revoked ones too; secrets are nowhere. */
export async function listApiKeys(db: Database): Promise<readonly ApiKey[]> {
  const rows = await db.sql<ApiKeyRow[]>`
    select ${apiKeyColumns(db)} from api_keys k left join api_key_revocations r using (key_id)
    order by k.recorded_at, key_id`
  return rows.map(apiKeyOfRow)
}
