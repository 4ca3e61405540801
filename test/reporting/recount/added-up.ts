import { decimal, type Decimal } from '../../../rules/decimal.ts'

/** Things by a key of text, and what is told of each group, as sorted lines that compare well. */
export function groupedLines<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => readonly unknown[],
  told: (group: readonly Thing[]) => string,
): readonly string[] {
  return [...Map.groupBy(things, (thing) => keyOf(thing).join(' '))]
    .map(([key, group]) => `${key}: ${told(group)}`)
    .toSorted()
}

export function addedUp(amounts: readonly string[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), decimal(0))
}

/** Events, then the documents in them. */
export function countAndQuantity(events: readonly { readonly quantity: string }[]): string {
  return `${events.length} ${addedUp(events.map(({ quantity }) => quantity)).toFixed()}`
}
