import { customerObject, type CustomerObject } from './customer-object.ts'
import { timedFacts } from './timed-facts.ts'

/** A customer object that is recorded when it comes: only scenarios say when something was recorded. */
export const importedCustomer = customerObject.refine((object) => !hasTimedFacts(object), {
  message: 'recordedAt is for scenarios only: an import is recorded when it is imported',
})

/** A change of access has an instant of its own: that is history, and allowed. */
function hasTimedFacts(object: CustomerObject): boolean {
  return timedFacts({ ...object, api: [] }).length > 0
}
