import { rightsInForce } from '../../../rules/resource-rights.ts'
import { recordedJson } from '../../database/recorded-json.ts'
import type { RecordedRightChange } from './load-right-changes.ts'

/** A customer's changes of rights for programs, each with whether it decides any call now. */
export function rightChangesJson(changes: readonly RecordedRightChange[]) {
  const inForce = new Set(rightsInForce(changes))
  return changes.map((change) => {
    const { changeNumber, integration, resource, allowed } = change
    return {
      changeNumber,
      integration,
      resource,
      allowed,
      inForce: inForce.has(change),
      ...recordedJson(change),
    }
  })
}
