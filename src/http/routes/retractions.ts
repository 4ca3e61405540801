import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { requireCustomers } from '../../customers/require-customers.ts'
import { asIf } from '../../database/as-if.ts'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { invoiceChangesJson } from '../../explaining/invoice-changes-json.ts'
import { reasonInput } from '../../importing/by-hand-entries.ts'
import { customerId } from '../../importing/customer-entries.ts'
import { namedEvent, namedEventsMax } from '../../importing/named-event.ts'
import { takeBackEvents } from '../../invoicing/take-back-events.ts'
import { chooseEvents, type NamedEvent } from '../../usage/choose-events.ts'
import { eventJson } from '../../usage/event-json.ts'
import { recordedEvent } from '../answers/recorded-event.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { problemResponses } from '../problem-responses.ts'
import { attributionOf } from '../writing/attribution-of.ts'
import { idempotencyHeaders } from '../writing/idempotency-key.ts'
import type { Write } from '../writing/written.ts'
import { noteInput } from './customers/fact-routes.ts'
import { nextInvoicesSchema } from './customers/next-invoices.ts'

/** Taking events back: they stay, and count for nothing (R2). */
export function retractionRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...retract, ...authenticate('operate') }, async (context) => {
    const { customer, events, reason, note, preview } = context.req.valid('json')
    const key = context.get('apiKey')
    requireCustomer(key, customer)
    const takenBack = (tx: Database, attribution: Attribution) =>
      takeBack(tx, { customer, events, reason }, attribution)
    if (preview === true) {
      const asked = attributionOf(key, clock.now(), note)
      return context.json({ ...(await asIf(db, (tx) => takenBack(tx, asked))), takenBack: 0 }, 200)
    }
    const { body, status } = await write(context, { customer, note }, async (tx, attribution) => {
      return { status: 200, body: await takenBack(tx, attribution), before: null }
    })
    return context.json(body, status)
  })
}

interface Retraction {
  readonly customer: string
  readonly events: readonly NamedEvent[]
  readonly reason: string
}

async function takeBack(tx: Database, { customer, events, reason }: Retraction, attribution: Attribution) {
  await requireCustomers(tx, [customer])
  const chosen = await chooseEvents(tx, customer, events)
  const changes = await takeBackEvents(tx, customer, chosen, reason, attribution)
  return {
    takenBack: chosen.length,
    events: chosen.map(eventJson),
    nextInvoices: invoiceChangesJson(changes),
  }
}

const retract = createRoute({
  method: 'post',
  path: '/v1/events/retractions',
  operationId: 'retractEvents',
  summary: 'Takes events of one customer back, all or none; or previews what that would change',
  description: 'A preview writes nothing, so its `Idempotency-Key` is not kept.',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              customer: customerId,
              events: z.array(namedEvent).min(1).max(namedEventsMax),
              reason: reasonInput,
              note: noteInput,
              preview: z.boolean().optional(),
            })
            .openapi({
              example: {
                customer: 'c1',
                events: [{ id: 'e7' }],
                reason: 'sent twice by the integration',
              },
            }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'The events, and what it does to the next invoices; of a preview nothing is taken back',
      content: {
        'application/json': {
          schema: z.object({
            takenBack: z.int(),
            events: z.array(recordedEvent).readonly(),
            nextInvoices: nextInvoicesSchema,
          }),
        },
      },
    },
    ...problemResponses,
  },
})
