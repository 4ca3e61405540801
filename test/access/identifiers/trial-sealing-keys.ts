import {
  requireSealingKeys,
  sealingKeysOf,
  type SealingKeys,
} from '../../../src/access/identifiers/sealing-keys.ts'
import { readConfig } from '../../../src/config/config.ts'

/** Sealing keys as an environment would name them: 64 times a hexadecimal digit each. */
export function trialSealingKeys(digit = 'a', before?: string): SealingKeys {
  const config = readConfig({
    LASKURI_IDENTIFIER_KEY: digit.repeat(64),
    ...(before === undefined ? {} : { LASKURI_IDENTIFIER_KEY_BEFORE: before.repeat(64) }),
  })
  return requireSealingKeys(sealingKeysOf(config))
}
