import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { formatInstant } from '../../../rules/instant.ts'
import { formatMoney } from '../../../rules/money.ts'
import { helsinkiDate } from '../../clock/helsinki-date.ts'
import { paymentFields } from '../../importing/payment-entry.ts'
import { loadPayments } from '../../payments/load-payments.ts'
import type { RecordedPayment } from '../../payments/payment.ts'
import { recordPaymentByHand } from '../../payments/record-payment-by-hand.ts'
import { recordPayments } from '../../payments/record-payments.ts'
import { takenPayment, takenPaymentJson } from '../../payments/taken-payment.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireAllCustomers, requireCustomer } from '../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../page.ts'
import { problemResponses } from '../problem-responses.ts'
import { textParameter } from '../text-parameter.ts'
import { wholeNumber, wholeNumberMax } from '../whole-number.ts'
import { idempotencyHeaders } from '../writing/idempotency-key.ts'
import type { Write } from '../writing/written.ts'
import { noteInput } from './customers/fact-routes.ts'

/** Payments, booked by the reference number on the invoice (R10). */
export function paymentRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (context) => {
    const { customer, after, limit } = context.req.valid('query')
    const key = context.get('apiKey')
    if (customer !== undefined) requireCustomer(key, customer)
    const customers = customer === undefined ? (key.customers ?? undefined) : [customer]
    const payments = await loadPayments(db, { customers, after, limit: limit + 1 })
    return context.json(
      pageOf(payments.map(paymentJson), limit, ({ paymentId }) => String(paymentId)),
      200,
    )
  })
  app.openapi({ ...add, ...authenticate('operate') }, async (context) => {
    requireAllCustomers(context.get('apiKey')) // a reference number may be anybody's
    const { note, reference, amount, date, bankId, again } = context.req.valid('json')
    const { body, status } = await write(context, { customer: null, note }, async (tx, attribution) => {
      const payment = { reference, amount, paidOn: date ?? helsinkiDate(attribution.recordedAt) }
      const answer =
        bankId === undefined
          ? await recordPaymentByHand(tx, payment, { again: again === true }, attribution)
          : (await recordPayments(tx, [{ ...payment, bankId }], attribution))[0]
      if (answer === undefined) throw new Error('broken invariant: a payment was not answered')
      const taken = takenPayment(answer)
      return { status: taken.kind === 'recorded' ? 201 : 200, body: takenPaymentJson(taken), before: null }
    })
    return context.json(body, status)
  })
}

function paymentJson(payment: RecordedPayment) {
  return { ...payment, amount: formatMoney(payment.amount), recordedAt: formatInstant(payment.recordedAt) }
}

const payment = z
  .object({
    paymentId: z.int(),
    customer: z.string(),
    document: z.string(),
    reference: z.string(),
    amount: z.string(),
    paidOn: z.string(),
    bankId: z.string(),
    recordedAt: z.string(),
    recordedBy: z.string(),
    note: z.string().nullable(),
  })
  .openapi('Payment')
const taken = z
  .union([
    z.object({
      answer: z.literal('recorded'),
      paymentId: z.int(),
      customer: z.string(),
      document: z.string(),
      receivables: z.string(),
      overpayments: z.string(),
    }),
    z.object({ answer: z.literal('already-recorded') }),
  ])
  .openapi('TakenPayment')

const path = '/v1/payments'
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listPayments',
  summary: 'Recorded payments, in the order of recording',
  request: {
    query: z.strictObject({
      ...pageParameters,
      after: wholeNumber(0, wholeNumberMax).optional(),
      customer: textParameter.optional(),
    }),
  },
  responses: {
    200: { description: 'Payments', content: { 'application/json': { schema: pageSchema(payment) } } },
    ...problemResponses,
  },
})
const add = createRoute({
  method: 'post',
  path,
  operationId: 'addPayment',
  summary: 'Records a payment: the document of its reference is settled first, then the oldest open',
  description:
    "The bank's own id of a payment is its identity: recorded once, however often. Without it an equal payment is refused with `payment-conflict` until `again` says that it is another.",
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              ...paymentFields,
              date: paymentFields.date.optional(),
              bankId: paymentFields.bankId.optional(),
              again: z.boolean().optional(),
              note: noteInput,
            })
            .openapi({
              example: {
                reference: '202 61000 00018',
                amount: '86.60',
                date: '2026-04-20',
                bankId: '2604201234567890',
              },
            }),
        },
      },
    },
  },
  responses: {
    200: { description: 'It was recorded before', content: { 'application/json': { schema: taken } } },
    201: { description: 'It is recorded', content: { 'application/json': { schema: taken } } },
    ...problemResponses,
  },
})
