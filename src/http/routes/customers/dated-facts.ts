import type { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Attribution } from '../../../database/attribution.ts'
import type { Database } from '../../../database/client.ts'
import { lockCustomers } from '../../../database/lock-customers.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { listFacts, type ListedFacts } from './list-facts.ts'

interface DatedFactJson {
  readonly factId: number
  readonly from: string
  /** Prices are a series per resource. */
  readonly resource?: string
}

/** Facts of one kind, each in force from a month on. */
export interface DatedFacts<
  Input extends { readonly note?: string | undefined },
  Fact extends DatedFactJson,
> extends ListedFacts<Fact> {
  /** The name of one in that of the operation: `add…`. */
  readonly one: string
  readonly added: string
  /** What an addition takes. */
  readonly body: z.ZodType<Input>
  record(tx: Database, customer: string, input: Input, attribution: Attribution): Promise<void>
}

/** The routes of facts of one kind: those of a customer, and another one, appended. */
export function datedFactRoutes<
  Input extends { readonly note?: string | undefined },
  Fact extends DatedFactJson,
>(facts: DatedFacts<Input, Fact>) {
  const add = addRoute(facts.path, {
    operationId: `add${facts.one}`,
    summary: facts.added,
    body: facts.body,
    answer: facts.fact,
  })
  return (
    app: OpenAPIHono<HttpEnvironment>,
    context: HttpContext,
    authenticate: Authenticate,
    write: Write,
  ): void => {
    listFacts(app, context, authenticate, facts)
    app.openapi({ ...add, ...authenticate('operate') }, async (request) => {
      const { id } = request.req.valid('param')
      requireCustomer(request.get('apiKey'), id)
      const input = request.req.valid('json')
      const { body, status } = await write(
        request,
        { customer: id, note: input.note },
        async (tx, attribution) => {
          await lockCustomers(tx, [id]) // nobody else adds to what is known
          const known = facts.factsOf(await factSheetOf(tx, id))
          await facts.record(tx, id, input, attribution)
          const fact = facts.factsOf(await factSheetOf(tx, id)).at(-1)
          if (fact === undefined || known.some(({ factId }) => factId === fact.factId))
            throw new Error('broken invariant: a fact was not recorded')
          return { status: 201, body: fact, before: inForce(known, fact) }
        },
      )
      return request.json(body, status)
    })
  }
}

/** The latest `from` not after the fact's; of two with the same `from`, the one recorded later (R3). */
function inForce<Fact extends DatedFactJson>(known: readonly Fact[], { from, resource }: Fact): Fact | null {
  const earlier = known.filter((each) => each.from <= from && each.resource === resource)
  return (
    earlier
      .toSorted((one, other) =>
        one.from < other.from ? -1 : one.from > other.from ? 1 : one.factId - other.factId,
      )
      .at(-1) ?? null
  )
}
