import { z } from '@hono/zod-openapi'
import { vatTreatments } from '../../../rules/vat.ts'
import { lineReasons } from './line-reasons.ts'
import {
  customerText,
  dateText,
  documentNumberText,
  instantText,
  moneyText,
  monthText,
  quantityText,
} from './values.ts'

/** What a list of documents shows of each. */
export const documentHeader = z
  .object({
    number: documentNumberText,
    kind: z.enum(['invoice', 'credit-note']),
    customer: customerText,
    buyer: z.object({
      name: z.string().openapi({ example: 'Esimerkki Oy' }),
      businessId: z.string().nullable().openapi({ example: '1967543-8' }),
      vatNumber: z.string().nullable().openapi({ example: null }),
    }),
    month: monthText,
    issueDate: dateText,
    dueDate: dateText,
    referenceNumber: z.string().openapi({ example: '202610000018' }),
    corrects: z
      .array(documentNumberText)
      .readonly()
      .openapi({ description: 'Invoices that a credit note corrects', example: [] }),
    net: moneyText,
    vat: moneyText,
    gross: moneyText,
  })
  .openapi('DocumentHeader')

const amount = z.object({ quantity: quantityText, net: moneyText })
const eventSet = z.object({
  count: z.int(),
  digest: z.string().openapi({
    description: 'Exclusive or of the events’ hashes, in hex',
    example: '0b8f0d8ae55f9f7f0b1a4f2f2d4c6a90',
  }),
})

export const documentLine = z
  .object({
    lineNumber: z.int().openapi({ example: 1 }),
    usageMonth: monthText,
    charge: z.string().openapi({
      description: '`monthly-fee`, `transaction-fee:` with the resource, `manual:` with the fact’s number',
      example: 'transaction-fee:purchaseinvoice.nv',
    }),
    adjustment: z.boolean().openapi({ description: 'It corrects a month before the document’s own' }),
    quantity: quantityText,
    net: moneyText,
    vatTreatment: z.enum(vatTreatments),
    vatRate: z.string().openapi({ description: 'Per cent', example: '25.5' }),
    before: amount.openapi({ description: 'What earlier documents billed' }),
    after: amount.openapi({ description: 'What is owed by what is known now' }),
    events: z
      .object({ before: eventSet, after: eventSet })
      .nullable()
      .openapi({ description: 'What it counts' }),
    priceListId: z.int().nullable(),
    reasons: lineReasons,
  })
  .openapi('DocumentLine')

/** An issued document, whole. */
export const wholeDocument = documentHeader
  .extend({
    vatGroups: z
      .array(
        z.object({
          treatment: z.enum(vatTreatments),
          rate: z.string().openapi({ description: 'Per cent', example: '25.5' }),
          base: moneyText,
          vat: moneyText,
          note: z.string().nullable().openapi({ description: 'The legal note without VAT', example: null }),
        }),
      )
      .readonly(),
    lines: z.array(documentLine).readonly(),
    ruleSet: z.string().openapi({ example: '2026-11' }),
    commitments: z
      .object({
        ruleSetHash: z.string(),
        priceLists: z.array(z.object({ listId: z.int(), hash: z.string() })).readonly(),
        document: z.string(),
      })
      .nullable()
      .openapi({ description: 'SHA-256 of what it was made from, and of all that it says' }),
    recordedAt: instantText,
    recordedBy: z.string(),
  })
  .openapi('Document')
