import type { ApiKey } from '../../api-keys/api-key.ts'

/** Who sent events, as recorded with them. Two keys may have one name: the id tells them apart. */
export function senderOf({ name, keyId }: ApiKey): string {
  return `API key ${name} (${keyId})`
}
