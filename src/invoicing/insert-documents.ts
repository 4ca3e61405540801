import type { DocumentNumber } from '../../rules/document-number.ts'
import { formatInstant } from '../../rules/instant.ts'
import type { InvoiceValue } from '../../rules/invoice.ts'
import { formatMoney } from '../../rules/money.ts'
import { ruleSet } from '../../rules/rule-set.ts'
import type { Customer } from '../customers/record-customers.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import type { InvoiceRun } from './invoice-run.ts'

/** A document with its number, ready to be written. */
export interface IssuedDocument {
  readonly number: DocumentNumber
  readonly invoice: InvoiceValue
  readonly corrects: readonly string[]
  readonly buyer: Customer
}

/** Days from issue date to due date (decided: 14). */
const paymentTermDays = 14

/** Writes documents, their numbers in the register, and their lines. */
export async function insertDocuments(
  tx: Database,
  issued: readonly IssuedDocument[],
  run: InvoiceRun,
  attribution: Attribution,
): Promise<void> {
  if (issued.length === 0) return
  const documents = JSON.stringify(issued.map(documentRow))
  await tx.sql`
    insert into document_numbers (kind, year, number, customer_id, billing_month)
    select kind::document_kind, year, number, customer_id, ${`${run.month}-01`}::date
    from json_to_recordset(${documents}::text::json) as d (kind text, year int, number int, customer_id text)`
  await tx.sql`
    insert into documents (customer_id, billing_month, kind, year, number, issue_date, due_date, buyer, net, vat, gross,
      vat_groups, corrects, rule_set, recorded_at, recorded_by, note)
    select customer_id, ${`${run.month}-01`}::date, kind::document_kind, year, number, ${run.issueDate}::date,
      ${run.issueDate}::date + ${paymentTermDays}::integer, buyer, net, vat, gross, vat_groups,
      array(select json_array_elements_text(corrects)), ${ruleSet}, ${formatInstant(attribution.recordedAt)}::timestamptz,
      ${attribution.recordedBy}, ${attribution.note}
    from json_to_recordset(${documents}::text::json) as d (customer_id text, kind text, year int, number int, buyer jsonb,
      net numeric, vat numeric, gross numeric, vat_groups jsonb, corrects json)`
  await tx.sql`
    insert into document_lines (customer_id, billing_month, line_number, usage_month, charge, quantity, net,
      vat_treatment, vat_rate, quantity_before, net_before, quantity_after, net_after, list_id, reasons)
    select customer_id, ${`${run.month}-01`}::date, line_number, usage_month, charge, quantity, net,
      vat_treatment::vat_treatment, vat_rate, quantity_before, net_before, quantity_after, net_after, list_id, reasons
    from json_to_recordset(${JSON.stringify(issued.flatMap(lineRows))}::text::json) as l (customer_id text, line_number int,
      usage_month date, charge text, quantity numeric, net numeric, vat_treatment text, vat_rate numeric,
      quantity_before numeric, net_before numeric, quantity_after numeric, net_after numeric, list_id int, reasons jsonb)`
}

function documentRow({ number, invoice, corrects, buyer }: IssuedDocument) {
  return {
    customer_id: invoice.customer,
    ...number,
    buyer,
    net: formatMoney(invoice.net),
    vat: formatMoney(invoice.vat),
    gross: formatMoney(invoice.gross),
    vat_groups: invoice.vatGroups.map(({ treatment, rate, base, vat }) => ({
      treatment,
      rate: rate.toFixed(),
      base: formatMoney(base),
      vat: formatMoney(vat),
    })),
    corrects,
  }
}

function lineRows({ invoice }: IssuedDocument) {
  return invoice.lines.map((line) => ({
    customer_id: invoice.customer,
    line_number: line.lineNumber,
    usage_month: `${line.usageMonth}-01`,
    charge: line.key,
    quantity: line.quantity.toFixed(),
    net: formatMoney(line.net),
    vat_treatment: line.vatTreatment,
    vat_rate: line.vatRate.toFixed(),
    quantity_before: line.before.quantity.toFixed(),
    net_before: formatMoney(line.before.net),
    quantity_after: line.after.quantity.toFixed(),
    net_after: formatMoney(line.after.net),
    list_id: line.listId ?? null,
    reasons: line.reasons,
  }))
}
