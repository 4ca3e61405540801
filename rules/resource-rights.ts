// R2. "It is also possible to activate only certain resources." Decided, as Netvisor's own pages have it: every resource is
// blocked until it is allowed; general rights hold for every integration that has none of its own; one that has any, be it
// a denial, has its own alone and inherits nothing. An integration is never removed: all of its rights are denied. A
// right is about one resource or about all of them; the one recorded last decides. Tests: test/rules/resource-rights.test.ts

/** One change of what a customer lets the API do, in the order of recording. */
export interface RightChange {
  /** Whose right: an integration's, as it calls itself; null for the general ones. */
  readonly integration: string | null
  /** Lower case, without a query string; null for all of them. */
  readonly resource: string | null
  readonly allowed: boolean
}

export interface ResourceRight {
  readonly allowed: boolean
  /** Whose rights decided. */
  readonly of: 'general' | 'integration'
}

/** Is the resource allowed to the integration (null: a caller that names none) after these changes? */
export function resourceRight(
  changes: readonly RightChange[],
  { integration, resource }: { readonly integration: string | null; readonly resource: string },
): ResourceRight {
  const own = integration === null ? [] : changesOf(changes, integration)
  const deciding = own.length > 0 ? own : changesOf(changes, null)
  return { allowed: isAllowed(deciding, resource), of: own.length > 0 ? 'integration' : 'general' }
}

/** Would the change make a difference to any call? An integration's first one always does: it ends the general rights. */
export function changesRights(before: readonly RightChange[], change: RightChange): boolean {
  const known = changesOf(before, change.integration)
  if (change.integration !== null && known.length === 0) return true
  const named = new Set(known.map(({ resource }) => resource))
  const touched = change.resource === null ? [...named.add(null)] : [change.resource]
  return touched.some((resource) => isAllowed(known, resource) !== change.allowed)
}

/** The changes that decide some call: no later one of the same integration is about the same resource, or about all. */
export function rightsInForce<Change extends RightChange>(changes: readonly Change[]): readonly Change[] {
  return changes.filter(
    ({ integration, resource }, index) =>
      !changes
        .slice(index + 1)
        .some(
          (later) =>
            later.integration === integration && (later.resource === null || later.resource === resource),
        ),
  )
}

function changesOf(changes: readonly RightChange[], integration: string | null): readonly RightChange[] {
  return changes.filter((change) => change.integration === integration)
}

/** Null: a resource that no change names. */
function isAllowed(changes: readonly RightChange[], resource: string | null): boolean {
  const last = changes.findLast((change) => change.resource === null || change.resource === resource)
  return last?.allowed ?? false
}
