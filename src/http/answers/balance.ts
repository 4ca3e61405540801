import { z } from '@hono/zod-openapi'
import { accounts } from '../../../rules/journal-entry.ts'
import { customerText, dateText, documentNumberText, moneyText } from './values.ts'

const account = z.object({
  account: z.enum(accounts),
  debit: moneyText,
  credit: moneyText,
  balance: moneyText,
})

const openDocument = z.object({
  number: documentNumberText,
  issueDate: dateText,
  dueDate: dateText,
  gross: moneyText,
  open: moneyText,
  daysOverdue: z.int(),
})

/** The journal against the documents and payments. */
export const balance = z
  .object({
    accounts: z.array(account).readonly(),
    customers: z
      .array(
        z.object({
          customer: customerText,
          receivables: moneyText,
          overpayments: moneyText,
          documents: z.array(openDocument).readonly().openapi({ description: 'Open ones, oldest first' }),
          agrees: z.boolean().openapi({ description: 'Documents and payments give what the journal says' }),
        }),
      )
      .readonly(),
    agreement: z.object({
      receivables: moneyText,
      overpayments: moneyText,
      gross: moneyText,
      payments: moneyText,
      difference: moneyText.openapi({ description: 'Zero', example: '0.00' }),
      customers: z
        .array(customerText)
        .readonly()
        .openapi({ description: 'Who differs: nobody', example: [] }),
    }),
  })
  .openapi('Balance')
