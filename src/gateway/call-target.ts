/** The request target of a call, `/<resource>.nv?parameters`. */
export interface CallTarget {
  /** Lower case, such as `accounting.nv`. */
  readonly resource: string
  /** As it arrived. */
  readonly target: string
}

/**
 * Undefined when the target names no resource in one plain way: a MAC may be made over the URL before it is percent-encoded,
 * so the path takes no percent-encoding, and the whole no fragment and nothing but visible ASCII.
 */
export function readCallTarget(target: string): CallTarget | undefined {
  const [, resource] = /^\/([\w-]{1,100}\.nv)(?:\?[!"$-~]*)?$/i.exec(target) ?? []
  return resource === undefined ? undefined : { resource: resource.toLowerCase(), target }
}
