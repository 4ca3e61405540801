import * as fc from 'fast-check'
import { arbitraryValue } from './arbitrary-value.ts'
import type { DescribedOperation, DescribedParameter } from './described-api.ts'
import { hostileTwist } from './hostile-request.ts'
import { treeOf } from './json-tree.ts'
import type { KnownThings } from './known-things.ts'
import { nearlyValidTwist } from './nearly-valid.ts'
import { encoded, requestOfDraft, type DraftBody, type RequestDraft, type Twist } from './request-draft.ts'
import type { RawRequest } from './raw-request.ts'

export type RequestKind = 'valid' | 'nearly valid' | 'hostile'

/** A request for one of the operations, with how it was made. */
export interface FuzzRequest extends RawRequest {
  readonly operation: DescribedOperation
  readonly kind: RequestKind
  readonly twists: readonly string[]
}

export interface Callers {
  /** The value of the header Authorization of one who may do everything. */
  readonly operator: string
  /** Of those who may do less, or nothing any more. */
  readonly weak: readonly string[]
}

/** Requests for every operation alike: valid by its schema, with one thing wrong, and hostile. */
export function arbitraryRequest(
  api: readonly DescribedOperation[],
  known: KnownThings,
  { operator, weak }: Callers,
): fc.Arbitrary<FuzzRequest> {
  const nearly = nearlyValidTwist(weak)
  const hostile = hostileTwist()
  return fc.oneof(
    ...api.map((operation) => {
      const draft = validDraft(operation, known, operator)
      return fc.oneof(
        { weight: 4, arbitrary: draft.map((each) => twisted(each, 'valid', [])) },
        {
          weight: 3,
          arbitrary: fc.tuple(draft, nearly).map(([each, twist]) => twisted(each, 'nearly valid', [twist])),
        },
        {
          weight: 5,
          arbitrary: fc
            .tuple(draft, fc.array(hostile, { minLength: 1, maxLength: 3, size: 'max' }))
            .map(([each, twists]) => twisted(each, 'hostile', twists)),
        },
      )
    }),
  )
}

function twisted(draft: RequestDraft, kind: RequestKind, twists: readonly Twist[]): FuzzRequest {
  const end = twists.reduce((each, { apply }) => apply(each), draft)
  return { ...requestOfDraft(end), operation: draft.operation, kind, twists: twists.map(({ name }) => name) }
}

function validDraft(
  operation: DescribedOperation,
  known: KnownThings,
  caller: string,
): fc.Arbitrary<RequestDraft> {
  const within = (place: DescribedParameter['in']) => operation.parameters.filter((each) => each.in === place)
  return fc
    .record({
      path: parameterValues(within('path'), known),
      query: parameterValues(within('query'), known),
      headers: parameterValues(within('header').map(withoutExamples), known),
      body: arbitraryBody(operation, known),
    })
    .map(({ path, query, headers, body }) => ({
      operation,
      method: operation.method,
      path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(path[name] ?? '')),
      query: Object.entries(query).map(([name, value]) => [encoded(name), encoded(value)] as const),
      headers: [['Authorization', caller], ['Connection', 'close'], ...Object.entries(headers)],
      body,
    }))
}

/** An example of a header would be sent again and again: that is a repeat or a conflict, which is tried by other examples. */
function withoutExamples(parameter: DescribedParameter): DescribedParameter {
  const { example: _, examples: __, ...schema } = parameter.schema
  return { ...parameter, schema }
}

/** As the texts that stand in a URL or a header; optional ones now and then. */
function parameterValues(
  parameters: readonly DescribedParameter[],
  known: KnownThings,
): fc.Arbitrary<Readonly<Record<string, string>>> {
  const values = parameters.map(
    ({ name, schema }) => [name, arbitraryValue(schema, name, known).map(String)] as const,
  )
  const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name)
  return fc.record(Object.fromEntries(values), { requiredKeys })
}

function arbitraryBody(
  operation: DescribedOperation,
  known: KnownThings,
): fc.Arbitrary<DraftBody | undefined> {
  if (operation.bodies.size === 0) return fc.constant(undefined)
  return fc.oneof(
    ...[...operation.bodies].map(([mediaType, schema]) =>
      arbitraryValue(schema, '', known).map((value) => ({ mediaType, tree: treeOf(value), changes: [] })),
    ),
  )
}
