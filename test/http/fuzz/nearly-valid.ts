import * as fc from 'fast-check'
import { nearlyValidChange } from './hostile-json.ts'
import { changedAt } from './json-tree.ts'
import type { RequestDraft, Twist } from './request-draft.ts'

/** One thing wrong with a request that would do otherwise. */
export function nearlyValidTwist(weakKeys: readonly string[]): fc.Arbitrary<Twist> {
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.nat(40), nearlyValidChange).map(([place, change]) => bodyTwist(place, change)),
    },
    fc.nat(9).map((which) => queryTwist('query parameter left out', which, () => [])),
    fc.nat(9).map((which) => queryTwist('query parameter twice', which, (each) => [each, each])),
    fc
      .tuple(fc.nat(9), fc.constantFrom('', '-1', '0', '1001', '1.5', 'x', 'null', '2026', '%20', 'a,b'))
      .map(([which, value]) => queryTwist('query parameter wrong', which, ([name]) => [[name, value]])),
    fc.constantFrom('extra', 'Limit', '__proto__', 'from').map(queryParameterToo),
    fc.constantFrom(...weakKeys).map((key) => headerTwist('weak key', 'Authorization', key)),
    fc.constant(withoutBody),
    fc
      .constantFrom('text/plain', 'application/json; charset=utf-8', 'application/xml')
      .map((type) => headerTwist('content type', 'Content-Type', type)),
    fc
      .constantFrom('text/csv', 'text/event-stream', 'application/xml', '*/*')
      .map((type) => headerTwist('accept', 'Accept', type)),
  )
}

/** The header with this value instead of any that it has. */
export function headerTwist(name: string, header: string, value: string): Twist {
  return {
    name,
    apply: (draft) => ({
      ...draft,
      headers: [
        ...draft.headers.filter(([each]) => each.toLowerCase() !== header.toLowerCase()),
        [header, value],
      ],
    }),
  }
}

/** A change of one node of the body; nothing where there is none. */
export function bodyTwist(place: number, change: Parameters<typeof changedAt>[2]): Twist {
  return {
    name: 'body',
    apply: (draft) =>
      draft.body === undefined
        ? draft
        : { ...draft, body: { ...draft.body, tree: changedAt(draft.body.tree, place, change) } },
  }
}

type Pair = RequestDraft['query'][number]

/** A change of one query parameter; nothing where there is none. */
export function queryTwist(name: string, which: number, change: (pair: Pair) => readonly Pair[]): Twist {
  return {
    name,
    apply: (draft) => ({
      ...draft,
      query: draft.query.flatMap((pair, index) =>
        index === which % draft.query.length ? change(pair) : [pair],
      ),
    }),
  }
}

function queryParameterToo(parameter: string): Twist {
  return {
    name: 'query parameter too many',
    apply: (draft) => ({ ...draft, query: [...draft.query, [parameter, '1']] }),
  }
}

const withoutBody: Twist = { name: 'no body', apply: (draft) => ({ ...draft, body: undefined }) }
