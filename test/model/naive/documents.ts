import { Decimal } from 'decimal.js'
import { billsOf, type NaiveBill, type NaiveLine, type QuantityAndNet } from './bill.ts'
import { customersOf, type NaiveBooks } from './books.ts'
import { dateAt, daysAfter } from './calendar.ts'
import { factInForce } from './fact-in-force.ts'
import type { SeenDocument, SeenLine } from './seen.ts'

/** R8: every document that the runs have issued so far, all made again, numbered from the first. */
export function documentsOf(books: NaiveBooks): readonly SeenDocument[] {
  const documents: SeenDocument[] = []
  for (const { month, startedAt, isIssued } of books.runs) {
    if (!isIssued) continue
    const issueDate = dateAt(startedAt)
    for (const customer of customersOf(books)) {
      const bill = billsOf(books, customer, month).at(-1)
      if (bill === undefined || bill.lines.length === 0) continue
      const amounts = amountsOf(books, customer, bill)
      const series = `${issueDate.slice(0, 4)}-${amounts.kind === 'credit-note' ? 'C' : ''}`
      const count = documents.filter(({ number }) => number.replace(/\d{7}$/, '') === series).length
      documents.push({
        number: `${series}${String(count + 1).padStart(7, '0')}`,
        customer,
        month,
        issueDate,
        dueDate: daysAfter(issueDate, 14),
        buyer: buyerOf(books, customer, startedAt),
        ...amounts,
        corrects: amounts.kind === 'credit-note' ? correctedBy(bill, customer, documents) : [],
      })
    }
  }
  return documents
}

type Amounts = Pick<SeenDocument, 'kind' | 'lines' | 'vatGroups' | 'net' | 'vat' | 'gross'>

/** R5: VAT once per treatment and rate, on the sum of its lines. */
export function amountsOf(books: NaiveBooks, customer: string, { month, lines }: NaiveBill): Amounts {
  const taxed = lines.map((line) => ({ line, group: vatGroupOf(books, customer, line.usageMonth, month) }))
  const groups = [...new Set(taxed.map(({ group }) => group))].toSorted().map((group) => {
    const base = total(taxed.filter((each) => each.group === group).map(({ line }) => line.net))
    const rate = group.split(' ')[1] ?? ''
    return { group, base, vat: base.times(rate).dividedBy(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP) }
  })
  const net = total(lines.map((line) => line.net))
  const vat = total(groups.map((group) => group.vat))
  return {
    kind: net.lessThan(0) ? 'credit-note' : 'invoice',
    lines: taxed.map(({ line, group }) => seenLine(line, group)),
    vatGroups: groups.map((group) => ({
      group: group.group,
      base: euros(group.base),
      vat: euros(group.vat),
    })),
    net: euros(net),
    vat: euros(vat),
    gross: euros(net.plus(vat)),
  }
}

/** R5: treatment and rate of the usage month: `domestic 25.5`. */
function vatGroupOf(books: NaiveBooks, customer: string, usageMonth: string, knownIn: string): string {
  const treatment = factInForce(books, customer, 'vat', usageMonth, knownIn)?.treatment ?? 'domestic'
  if (treatment !== 'domestic') return `${treatment} 0`
  return usageMonth < '2024-09' ? 'domestic 24' : 'domestic 25.5'
}

/** As known when the run was first started. */
function buyerOf(books: NaiveBooks, customer: string, startedAt: number): string {
  const own = books.particulars.filter((known) => known.customer === customer)
  return (own.findLast(({ at }) => at <= startedAt) ?? own.at(-1))?.name ?? ''
}

/** The documents that billed the usage months which the credit note lowers. */
function correctedBy(
  bill: NaiveBill,
  customer: string,
  documents: readonly SeenDocument[],
): readonly string[] {
  const lowered = new Set(bill.lines.flatMap(({ net, usageMonth }) => (net.lessThan(0) ? [usageMonth] : [])))
  return documents
    .filter((document) => document.customer === customer)
    .filter(({ lines }) => lines.some(({ usageMonth }) => lowered.has(usageMonth)))
    .map(({ number }) => number)
    .toSorted()
}

function seenLine(line: NaiveLine, vat: string): SeenLine {
  const { usageMonth, charge, quantity, list } = line
  const [before, after] = [inWords(line.before), inWords(line.after)]
  return { usageMonth, charge, quantity: String(quantity), net: euros(line.net), before, after, vat, list }
}

function inWords({ quantity, net, events }: QuantityAndNet): string {
  return `${quantity} for ${euros(net)}, ${events} events`
}

/** `39.00`; never `-0.00`. */
export function euros(amount: Decimal): string {
  return amount.isZero() ? '0.00' : amount.toFixed(2)
}

function total(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0))
}
