import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { monthOf } from '../../../../rules/billing-month.ts'
import { factInForce } from '../../../../rules/dated-series.ts'
import type { Instant } from '../../../../rules/instant.ts'
import { pricingModels } from '../../../../rules/package-eligibility.ts'
import { knownCustomers } from '../../../customers/require-customers.ts'
import { lockCustomers } from '../../../database/lock-customers.ts'
import { importedCustomer } from '../../../importing/imported-customer.ts'
import { recordImportedCustomers } from '../../../importing/record-imported-customers.ts'
import { listCustomerIds, loadFactSheets, type CustomerFactSheet } from '../../../reporting/customer-facts.ts'
import { factSheet } from '../../answers/fact-sheet.ts'
import { particularsFields } from '../../answers/particulars.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import { pageOf, pageParameters, pageSchema } from '../../page.ts'
import { problemResponses } from '../../problem-responses.ts'
import { idempotencyHeaders } from '../../writing/idempotency-key.ts'
import type { Write } from '../../writing/written.ts'
import { customerParameter } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'

/** Customers, and everything recorded about each. */
export function customerRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db, clock }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, ...authenticate('read') }, async (context) => {
    const { after = '', limit } = context.req.valid('query')
    const ids = await listCustomerIds(db, after, limit + 1, context.get('apiKey').customers)
    const { items, next } = pageOf(ids, limit, (id) => id)
    const now = clock.now()
    const sheets = await loadFactSheets(db, items)
    return context.json({ items: sheets.map((sheet) => customerJson(sheet, now)), next }, 200)
  })
  app.openapi({ ...add, ...authenticate('operate') }, async (context) => {
    const object = context.req.valid('json')
    const { customer } = object.customer
    requireCustomer(context.get('apiKey'), customer)
    const { body, status } = await write(context, { customer }, async (tx, attribution) => {
      await lockCustomers(tx, [customer]) // nobody else adds to what is known
      const isKnown = (await knownCustomers(tx, [customer])).has(customer)
      const before = isKnown ? await factSheetOf(tx, customer) : null
      await recordImportedCustomers(tx, [object], attribution)
      return { status: isKnown ? 200 : 201, body: await factSheetOf(tx, customer), before }
    })
    return context.json(body, status)
  })
  app.openapi({ ...show, ...authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    return context.json(await factSheetOf(db, id), 200)
  })
}

function customerJson(
  { customer: { customer: id, ...particulars }, terms, openings }: CustomerFactSheet,
  now: Instant,
) {
  const last = openings.at(-1)
  return {
    id,
    ...particulars,
    terms: factInForce(terms, monthOf(now), 'now')?.value ?? null,
    apiOpen: last !== undefined && last.closedAt === undefined,
  }
}

const listed = z
  .object({
    ...particularsFields,
    terms: z
      .object({
        pricingModel: z.enum(pricingModels),
        servicePackage: z.string().openapi({ example: 'basic' }),
      })
      .nullable()
      .openapi({ description: 'Null before its first terms' }),
    apiOpen: z.boolean(),
  })
  .openapi('Customer')
const whole = { content: { 'application/json': { schema: factSheet } } }

const path = '/v1/customers'
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listCustomers',
  summary: 'Customers by id, with the terms and the API as they stand now',
  request: { query: z.strictObject(pageParameters) },
  responses: {
    200: { description: 'Customers', content: { 'application/json': { schema: pageSchema(listed) } } },
    ...problemResponses,
  },
})
const add = createRoute({
  method: 'post',
  path,
  operationId: 'addCustomer',
  summary: 'Makes a customer known, with any of its facts; as a line of `import customers`',
  description:
    'Of a known customer, new facts are appended and equal ones left out, so a repeat changes nothing. Its name, business id and VAT number are what is given from now on, none where one is left out.',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: importedCustomer.meta({
            example: {
              id: 'c1',
              name: 'Esimerkki Oy',
              businessId: '1967543-8',
              vat: 'domestic',
              terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
              revenue: [{ from: '2026-01', eur: '350000' }],
            },
          }),
        },
      },
    },
  },
  responses: {
    200: { description: 'It was known; what was new is appended', ...whole },
    201: { description: 'It is new', ...whole },
    ...problemResponses,
  },
})
const show = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'showCustomer',
  summary: 'A customer and everything recorded about it',
  request: { params: customerParameter },
  responses: { 200: { description: 'The fact sheet', ...whole }, ...problemResponses },
})
