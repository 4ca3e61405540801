import { pageOf, type Page } from '../../page.ts'

/** A page of a customer's facts of one kind; the series of one customer are short enough to be read whole. */
export function pageOfFacts<Fact extends { readonly factId: number }>(
  facts: readonly Fact[],
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
): Page<Fact> {
  return pageOf(
    facts.filter(({ factId }) => factId > after),
    limit,
    ({ factId }) => String(factId),
  )
}
