import { z } from 'zod'
import type { PriceList } from '../../rules/price-list.ts'
import { dispositions } from '../../rules/disposition.ts'
import { documentKinds } from '../../rules/invoice.ts'
import { reasonInput } from '../importing/by-hand-entries.ts'
import { instantInput } from '../importing/customer-entries.ts'
import { customerObject } from '../importing/customer-object.ts'
import { inWords } from '../importing/in-words.ts'
import { passOnProblems } from '../importing/problem-text.ts'
import { decimalInput } from '../prices/price-content.ts'
import { monthInput, priceListContent } from '../prices/price-list-content.ts'
import { answerKinds } from '../usage/event-answer.ts'
import { scenarioEvent } from './scenario-event.ts'

const amount = decimalInput({ integerDigits: 36, fractionDigits: 2 }, 'an amount such as "39.00"')
const quantity = decimalInput({ integerDigits: 38, fractionDigits: 0 }, 'a quantity such as "120"')
const count = z.int().min(0)

/** A charge by hand is `manual`: its key can't be known; where a month has several, their texts tell them apart. */
const expectedLine = z.strictObject({
  charge: z.string(),
  text: z.string().optional(),
  usageMonth: monthInput.optional(),
  quantity: quantity.optional(),
  net: amount.optional(),
})

const expectedDocument = z.strictObject({
  customer: z.string(),
  month: monthInput,
  kind: z.enum(documentKinds).optional(),
  lines: z.array(expectedLine).optional(),
  net: amount.optional(),
  vat: amount.optional(),
  gross: amount.optional(),
})

const expectedHold = z.strictObject({ customer: z.string(), month: monthInput, reason: z.string() })

/** What a scenario says must come out; a list or count that is given is complete. */
const expectation = z.strictObject({
  invoices: z.array(expectedDocument).default([]),
  holds: z.array(expectedHold).default([]),
  dispositions: z.partialRecord(z.enum(dispositions), count).optional(),
  answers: z.partialRecord(z.enum(answerKinds), count).optional(),
})

export type Expectation = z.output<typeof expectation>
export type ExpectedDocument = z.output<typeof expectedDocument>
export type ExpectedLine = z.output<typeof expectedLine>

/** Takes back the recorded event with the id, of any source where none is named. */
const retraction = z.strictObject({
  customer: z.string(),
  source: z.string().optional(),
  id: z.string(),
  reason: reasonInput,
  at: instantInput,
})

export type ScenarioRetraction = z.output<typeof retraction>

/** A price list inline, or the path of its file. */
const priceListOrPath = z.unknown().transform((value, context): string | PriceList => {
  if (typeof value === 'string') return value
  const checked = priceListContent.safeParse(value, { error: inWords })
  if (checked.success) return checked.data
  passOnProblems(checked.error, context)
  return z.NEVER
})

/** A worked example: YAML or JSON, unknown keys refused. */
export const scenarioContent = z
  .strictObject({
    name: z.string().min(1),
    priceList: priceListOrPath.optional(),
    priceLists: z.array(priceListOrPath).min(1).optional(),
    customers: z.array(customerObject).default([]),
    events: z.array(scenarioEvent).default([]),
    retractions: z.array(retraction).default([]),
    close: z.array(z.strictObject({ month: monthInput, at: instantInput })).default([]),
    expect: expectation,
  })
  .transform((content, context) => {
    if ((content.priceList === undefined) === (content.priceLists === undefined))
      context.addIssue({ code: 'custom', message: 'exactly one of priceList and priceLists is needed' })
    const ids = content.customers.map(({ customer }) => customer.customer)
    for (const [index, id] of ids.entries())
      if (ids.indexOf(id) !== index)
        context.addIssue({
          code: 'custom',
          path: ['customers', index, 'id'],
          message: `${JSON.stringify(id)} stands twice`,
        })
    return content
  })

export type Scenario = z.output<typeof scenarioContent>
