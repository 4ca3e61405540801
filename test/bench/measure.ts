/** How quick something was. */
export interface Measured {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Runs `once` again and again for `seconds`, so many at the same time, each lane one after the other. */
export async function measure(
  { seconds, lanes }: { readonly seconds: number; readonly lanes: number },
  once: (lane: number) => Promise<void>,
): Promise<Measured> {
  const started = performance.now()
  const end = started + seconds * 1000
  const took: number[] = []
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < end) {
        const from = performance.now()
        await once(lane)
        took.push(performance.now() - from)
      }
    }),
  )
  took.sort((one, other) => one - other)
  const elapsed = (performance.now() - started) / 1000
  return { perSecond: took.length / elapsed, p50Ms: at(took, 0.5), p99Ms: at(took, 0.99) }
}

/** The median, and how far the values lie apart. */
export function spread(values: readonly number[]): {
  readonly median: number
  readonly least: number
  readonly most: number
} {
  const sorted = values.toSorted((one, other) => one - other)
  return { median: at(sorted, 0.5), least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 }
}

/** Nearest rank. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
