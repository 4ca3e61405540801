import type postgres from 'postgres'

/**
 * Reads for long once there is a place: at most half of a pool's connections do, and others wait their turn, so that
 * however many reports are asked for, a connection is left for what is recorded meanwhile.
 */
export async function inPlaceToRead<T>(pool: postgres.Sql, read: () => Promise<T>): Promise<T> {
  const places = placesOf(pool)
  if (places.free > 0) places.free -= 1
  else await new Promise<void>((resolve) => places.waiting.push(resolve))
  try {
    return await read()
  } finally {
    const next = places.waiting.shift()
    if (next === undefined) places.free += 1
    else next()
  }
}

interface Places {
  free: number
  /** Whoever is let in gets the place of whoever leaves. */
  readonly waiting: (() => void)[]
}

const placesOfPools = new WeakMap<postgres.Sql, Places>()

function placesOf(pool: postgres.Sql): Places {
  const places = placesOfPools.get(pool) ?? {
    free: Math.max(1, Math.floor(pool.options.max / 2)),
    waiting: [],
  }
  placesOfPools.set(pool, places)
  return places
}
