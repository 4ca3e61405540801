/** Numbers that look drawn by chance and are the same on every machine, for every run. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  chance(probability: number): boolean
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number
  between(low: number, high: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  weighted<Item>(choices: WeightedChoices<Item>): Item
  /** How many of many rare things happen, where `mean` are expected. */
  count(mean: number): number
  /** Around 0, with deviation 1. */
  normal(): number
}

/** Items with their weights; the first is drawn where rounding leaves none. */
export type WeightedChoices<Item> = readonly [readonly [Item, number], ...(readonly [Item, number])[]]

/** A generator for the parts, such as a seed, a customer and a day: drawing from one never moves another. */
export function randomOf(...parts: readonly number[]): Random {
  let state = parts.reduce((hash, part) => Math.imul(mixed(hash ^ part), 0x9e3779b1) | 0, 0x51ed270b)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return mixed(state) / 0x1_0000_0000
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    chance: (probability) => next() < probability,
    below: (end) => Math.floor(next() * end),
    between: (low, high) => low + next() * (high - low),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighted: (choices) => weighted(choices, next()),
    count: (mean) =>
      mean > 30 ? Math.max(0, Math.round(mean + Math.sqrt(mean) * normal())) : rare(mean, next),
    normal,
  }
}

/** The mixing step of mulberry32: every bit of the state moves every bit of the result. */
function mixed(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1)
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
  return (bits ^ (bits >>> 14)) >>> 0
}

function weighted<Item>(choices: WeightedChoices<Item>, drawn: number): Item {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let left = drawn * total
  for (const [item, weight] of choices) {
    left -= weight
    if (left < 0) return item
  }
  return choices[0][0]
}

/** Poisson, by Knuth's way: good for small means. */
function rare(mean: number, next: () => number): number {
  const end = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > end; product *= next()) count += 1
  return count
}
