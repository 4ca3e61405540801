import { formatInstant } from '../../rules/instant.ts'
import type { FirstSuccessEvent } from './explanation.ts'
import { recordedJson } from '../database/recorded-json.ts'

/** The event that started a billing span, for programs. */
export function firstSuccessJson({ takenBack, ...success }: FirstSuccessEvent) {
  return {
    ...success,
    at: formatInstant(success.at),
    ...recordedJson(success),
    takenBack: takenBack === undefined ? null : { ...takenBack, ...recordedJson(takenBack) },
  }
}
