import type postgres from 'postgres'

/**
 * The pool, whose results begin with their first row. When a query fails among its rows, or its connection is lost there, the
 * driver (postgres.js 3.4.9, its issue 1119) puts as many holes before the rows of the connection's next result. A database
 * transaction is well after its first command; queries outside of one are mended here.
 */
export function withoutHoles(pool: postgres.Sql): postgres.Sql {
  return new Proxy(pool, {
    apply: (target, self, given) => mended(Reflect.apply(target, self, given)),
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (name !== 'unsafe' || typeof member !== 'function') return member
      return (...given: unknown[]) => mended(Reflect.apply(member, target, given))
    },
  })
}

/** Guarantee: the driver settles a query by calling its `resolve` with the result. */
interface DriverQuery {
  resolve: (result: unknown) => void
}

function mended(made: unknown): unknown {
  if (!isQuery(made)) return made
  const { resolve } = made
  made.resolve = (result) => {
    if (Array.isArray(result)) dropHoles(result)
    resolve(result)
  }
  return made
}

function isQuery(made: unknown): made is DriverQuery {
  return made instanceof Promise && 'resolve' in made && typeof made.resolve === 'function'
}

function dropHoles(result: unknown[]): void {
  if (result.length === 0 || 0 in result) return
  result.splice(0, Number(Object.keys(result)[0]))
}
