import { z } from '@hono/zod-openapi'
import { textParameter } from './text-parameter.ts'
import { wholeNumber } from './whole-number.ts'

/** What every list takes: where to go on, and how many at the most. */
export const pageParameters = {
  after: textParameter.optional().openapi({ description: 'The `next` of the page before' }),
  limit: wholeNumber(1, 1000)
    .default(50)
    .openapi({ description: 'At most so many; 50 unless given', example: 50 }),
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Give it as `after` to go on; null on the last page. */
  readonly next: string | null
}

/** The page of `limit` items out of up to `limit + 1` that were read to see whether there are more. */
export function pageOf<Item>(
  read: readonly Item[],
  limit: number,
  cursorOf: (item: Item) => string,
): Page<Item> {
  const items = read.slice(0, limit)
  const last = items.at(-1)
  return { items, next: read.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** The schema of a page's answer. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).readonly(), next: z.string().nullable() })
}
