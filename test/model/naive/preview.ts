import { Decimal } from 'decimal.js'
import { billsOf } from './bill.ts'
import { customersOf, type NaiveBooks } from './books.ts'
import { amountsOf, euros } from './documents.ts'
import type { SeenPreview } from './seen.ts'

/** R9: what closing and running the month now would issue. */
export function preview(books: NaiveBooks, month: string): SeenPreview {
  const bills = customersOf(books).flatMap((customer) =>
    billsOf(books, customer, month)
      .slice(-1)
      .map((bill) => ({ customer, bill })),
  )
  const documents = bills
    .filter(({ bill }) => bill.lines.length > 0)
    .map(({ customer, bill }) => amountsOf(books, customer, bill))
  const sum = (key: 'net' | 'vat' | 'gross') =>
    euros(documents.reduce((total, document) => total.plus(document[key]), new Decimal(0)))
  return {
    invoices: documents.filter(({ kind }) => kind === 'invoice').length,
    creditNotes: documents.filter(({ kind }) => kind === 'credit-note').length,
    net: sum('net'),
    vat: sum('vat'),
    gross: sum('gross'),
    holds: bills
      .flatMap(({ customer, bill }) =>
        bill.holds.map(({ usageMonth, reason }) => `${customer} ${usageMonth} ${reason}`),
      )
      .toSorted(),
  }
}
