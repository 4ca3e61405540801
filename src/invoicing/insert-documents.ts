import { formatInstant } from '../../rules/instant.ts'
import type { RecordedPriceList } from '../../rules/price-list.ts'
import { commitmentOf } from '../commitments/commitment-of.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { documentRecord, type IssuedDocument, type LineRecord } from './document-record.ts'
import type { InvoiceRun } from './invoice-run.ts'

/** Writes documents, their numbers in the register, their lines, and what they commit to. */
export async function insertDocuments(
  tx: Database,
  issued: readonly IssuedDocument[],
  run: InvoiceRun,
  priceLists: readonly RecordedPriceList[],
  attribution: Attribution,
): Promise<void> {
  if (issued.length === 0) return
  const rows = issued.map((document) => rowsOf(document, run, priceLists))
  const documents = JSON.stringify(rows.map(({ document }) => document))
  const lines = JSON.stringify(rows.flatMap((row) => row.lines))
  await tx.sql`
    insert into document_numbers (kind, year, number, customer_id, billing_month)
    select kind::document_kind, year, number, customer_id, ${`${run.month}-01`}::date
    from json_to_recordset(${documents}::text::json) as d (kind text, year int, number int, customer_id text)`
  await tx.sql`
    insert into documents (customer_id, billing_month, kind, year, number, issue_date, due_date, buyer, net, vat, gross,
      vat_groups, corrects, rule_set, rule_set_hash, price_lists, commitment, recorded_at, recorded_by, note)
    select customer_id, ${`${run.month}-01`}::date, kind::document_kind, year, number, issue_date, due_date, buyer, net,
      vat, gross, vat_groups, array(select json_array_elements_text(corrects)), rule_set, rule_set_hash, price_lists,
      commitment, ${formatInstant(attribution.recordedAt)}::timestamptz, ${attribution.recordedBy}, ${attribution.note}
    from json_to_recordset(${documents}::text::json) as d (customer_id text, kind text, year int, number int,
      issue_date date, due_date date, buyer jsonb, net numeric, vat numeric, gross numeric, vat_groups jsonb,
      corrects json, rule_set text, rule_set_hash text, price_lists jsonb, commitment text)`
  await tx.sql`
    insert into document_lines (customer_id, billing_month, line_number, usage_month, charge, quantity, net,
      vat_treatment, vat_rate, quantity_before, net_before, event_count_before, event_digest_before, quantity_after,
      net_after, event_count_after, event_digest_after, list_id, reasons)
    select customer_id, ${`${run.month}-01`}::date, line_number, usage_month, charge, quantity, net,
      vat_treatment::vat_treatment, vat_rate, quantity_before, net_before, event_count_before, event_digest_before::uuid,
      quantity_after, net_after, event_count_after, event_digest_after::uuid, list_id, reasons
    from json_to_recordset(${lines}::text::json) as l (customer_id text, line_number int,
      usage_month date, charge text, quantity numeric, net numeric, vat_treatment text, vat_rate numeric,
      quantity_before numeric, net_before numeric, event_count_before bigint, event_digest_before text,
      quantity_after numeric, net_after numeric, event_count_after bigint, event_digest_after text, list_id int,
      reasons jsonb)`
}

function rowsOf(issued: IssuedDocument, run: InvoiceRun, priceLists: readonly RecordedPriceList[]) {
  const record = documentRecord(issued, run.issueDate, priceLists)
  const { customer, issueDate, dueDate, buyer, net, vat, gross, vatGroups, corrects } = record
  const document = {
    customer_id: customer,
    ...issued.number,
    issue_date: issueDate,
    due_date: dueDate,
    buyer,
    net,
    vat,
    gross,
    vat_groups: vatGroups,
    corrects,
    rule_set: record.ruleSet,
    rule_set_hash: record.ruleSetHash,
    price_lists: record.priceLists,
    commitment: commitmentOf(record),
  }
  return { document, lines: record.lines.map((line) => lineRow(customer, line)) }
}

function lineRow(customer: string, line: LineRecord) {
  const { before, after } = line
  return {
    customer_id: customer,
    line_number: line.lineNumber,
    usage_month: `${line.usageMonth}-01`,
    charge: line.charge,
    quantity: line.quantity,
    net: line.net,
    vat_treatment: line.vatTreatment,
    vat_rate: line.vatRate,
    quantity_before: before.quantity,
    net_before: before.net,
    event_count_before: before.events.count,
    event_digest_before: before.events.digest,
    quantity_after: after.quantity,
    net_after: after.net,
    event_count_after: after.events.count,
    event_digest_after: after.events.digest,
    list_id: line.listId,
    reasons: line.reasons,
  }
}
