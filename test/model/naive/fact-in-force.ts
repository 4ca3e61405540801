import type { NaiveBooks, NaiveFact } from './books.ts'

type About<Kind extends NaiveFact['about']> = Extract<NaiveFact, { readonly about: Kind }>

/**
 * R3: the value in force for a month has the latest `from` not after it; of two with the same `from`, the one recorded
 * later. Only what was posted up to `knownIn` counts.
 */
export function factInForce<Kind extends NaiveFact['about']>(
  books: NaiveBooks,
  customer: string,
  about: Kind,
  month: string,
  knownIn: string,
  matches: (fact: About<Kind>) => boolean = () => true,
): About<Kind> | undefined {
  return books.facts
    .filter((fact) => isAbout(fact, about))
    .filter(
      (fact) => fact.customer === customer && fact.from <= month && fact.postedIn <= knownIn && matches(fact),
    )
    .toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0)) // keeps the order of recording
    .at(-1)
}

/** Later than every month. */
export const everything = '9999-12'

function isAbout<Kind extends NaiveFact['about']>(fact: NaiveFact, about: Kind): fact is About<Kind> {
  return fact.about === about
}
