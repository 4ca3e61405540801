// Every rule in one row, as data: what it says, where it stands, and what stands behind it, so that an explanation can
// quote it. Since: `2018` is the document, `2026-11` the rule set under which our decisions were first made. The table
// of rules/README.md is these rows, to the letter. Tests: test/rules/registry.test.ts

/** A rule of the registry. */
export interface RegistryRow {
  /** Its number, and a name where one of the ten has parts: `R2.span`. */
  readonly rule: string
  /** What it decides, in one sentence. */
  readonly sentence: string
  /** From the project's root. */
  readonly file: string
  /** The document's sentences in quotation marks, `our decision`, or both; other sources are named. */
  readonly behind: string
  readonly since: string
  /** From the project's root. */
  readonly tests: readonly string[]
}

/** The row of a rule. */
export function registryRow(rule: RuleId): RegistryRow {
  const row = registry.find((each) => each.rule === rule)
  if (row === undefined) throw new RangeError(`broken invariant: ${rule} is in no row`)
  return row
}

/** In the order of the rules. */
export const registry = [
  {
    rule: 'R1',
    sentence:
      'Under package pricing, Professional and Premium include the API and any other package lacks it; separate pricing opens it with any package.',
    file: 'rules/package-eligibility.ts',
    behind:
      '"Using Netvisor API is included in Professional- and Premium -service packages." "According to the old pricing model, using Netvisor\'s Web Service Interface is a service, which will be billed on monthly basis."',
    since: '2018',
    tests: ['test/rules/package-eligibility.test.ts'],
  },
  {
    rule: 'R1.channels',
    sentence:
      'Store extensions, Finvoice imports and Smart Excel are usable with every package and are never API use.',
    file: 'rules/disposition.ts',
    behind:
      '"Netvisor Store Extensions, importing invoices in Finvoice-xml and Smart Excel tables can be used with all service packages."',
    since: '2018',
    tests: ['test/rules/disposition.test.ts'],
  },
  {
    rule: 'R1.terms',
    sentence:
      'Opening, calling and creating identifiers never change package or pricing model: no rule returns terms, and each takes them read-only.',
    file: 'rules/api-access.ts',
    behind: '"activating web service interface does not automatically update customer to package pricing"',
    since: '2018',
    tests: ['test/rules/api-access.test.ts', 'test/access/terms-stay.test.ts'],
  },
  {
    rule: 'R2.access',
    sentence:
      'The API is opened and closed by turns; an opening is half-open, so the instant of the closing is closed.',
    file: 'rules/api-access.ts',
    behind: '"it is possible to open or close the whole API traffic"',
    since: '2018',
    tests: ['test/rules/api-access.test.ts'],
  },
  {
    rule: 'R2.rights',
    sentence:
      'A resource is blocked until it is allowed; an integration with rights of its own has those alone, any other the general ones.',
    file: 'rules/resource-rights.ts',
    behind: '"It is also possible to activate only certain resources."; the rest: our decision',
    since: '2018',
    tests: ['test/rules/resource-rights.test.ts'],
  },
  {
    rule: 'R2.may-call',
    sentence:
      'A call is allowed, or refused for the first that is missing of eligible terms, open API, right, and an identifier whose user acts for the customer.',
    file: 'rules/may-call.ts',
    behind: '"it is possible to open or close the whole API traffic"; the order: our decision',
    since: '2026-11',
    tests: ['test/rules/may-call.test.ts'],
  },
  {
    rule: 'R2.disposition',
    sentence:
      'Every event gets one disposition, once: the first that holds of other-channel, failed, not-eligible, api-closed, billable.',
    file: 'rules/disposition.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/disposition.test.ts'],
  },
  {
    rule: 'R2.span',
    sentence:
      'A billing span runs from the month of the first billable success of an opening to the month of its closing, both included.',
    file: 'rules/billing-span.ts',
    behind:
      '"API billing starts only when the first successful request is made." "Billing will end at the end of the current month."',
    since: '2018',
    tests: ['test/rules/billing-span.test.ts', 'test/properties/rules/billing-span.test.ts'],
  },
  {
    rule: 'R2.retraction',
    sentence:
      'A recorded event that is taken back stays, and counts for nothing from the posting month of its retraction on.',
    file: 'src/usage/retract-events.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/usage/retract-events.test.ts'],
  },
  {
    rule: 'R2.month',
    sentence: 'A month is a calendar month in Europe/Helsinki, half-open.',
    file: 'rules/billing-month.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/billing-month.test.ts', 'test/properties/rules/billing-month.test.ts'],
  },
  {
    rule: 'R2.instant',
    sentence: 'An instant is exact to the microsecond; what is not RFC 3339 is refused.',
    file: 'rules/instant.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/instant.test.ts', 'test/properties/rules/instant.test.ts'],
  },
  {
    rule: 'R3',
    sentence:
      "Under separate pricing a billable month owes the fee of the customer's revenue class; an agreed monthly fee in force wins.",
    file: 'rules/monthly-fee.ts',
    behind: '"Monthly fees are based on target company\'s revenue class."',
    since: '2018',
    tests: ['test/rules/monthly-fee.test.ts', 'test/properties/rules/revenue-class.test.ts'],
  },
  {
    rule: 'R3.series',
    sentence:
      'In a dated series the value in force for a month has the latest `from` not after it; of two with the same `from`, the one recorded later.',
    file: 'rules/dated-series.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/dated-series.test.ts', 'test/properties/rules/dated-series.test.ts'],
  },
  {
    rule: 'R3.list',
    sentence: 'The price list is data: one dated table of classes and default prices per version.',
    file: 'rules/price-list.ts',
    behind: '"The prices are shown in the table below", and the column is empty',
    since: '2018',
    tests: ['test/rules/price-list.test.ts'],
  },
  {
    rule: 'R3.proof',
    sentence:
      'A price list is proved total when it is loaded: no gap and no overlap in classes or tiers, no negative amount, at most 6 decimals.',
    file: 'rules/prove-price-list.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/prove-price-list.test.ts', 'test/properties/rules/price-list.test.ts'],
  },
  {
    rule: 'R4',
    sentence:
      'A successful POST to accounting.nv, purchaseinvoice.nv or escan.nv carries a transaction fee; every other call is included.',
    file: 'rules/charged-resources.ts',
    behind:
      '"API functionalities that have transaction fee: Import accounting data (accounting.nv), Import purchase invoice (purchaseinvoice.nv), Import eScan document (eScan.nv)"',
    since: '2018',
    tests: ['test/rules/charged-resources.test.ts'],
  },
  {
    rule: 'R4.usage',
    sentence:
      "A month's quantity of a charged resource is the sum of its billable imports known so far, less what was taken back.",
    file: 'rules/billable-usage.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/billable-usage.test.ts'],
  },
  {
    rule: 'R4.customer',
    sentence: "The customer's own dated price, else the list's default, else the month is held.",
    file: 'rules/transaction-fee.ts',
    behind: '"A transaction fee is a customer-specific."',
    since: '2018',
    tests: ['test/rules/transaction-fee.test.ts'],
  },
  {
    rule: 'R4.price',
    sentence:
      'A price is per unit, per package of n, graduated or volume, with optional free units taken off first.',
    file: 'rules/price.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/price.test.ts', 'test/properties/rules/price.test.ts'],
  },
  {
    rule: 'R4.proof',
    sentence: "A price's tiers rise, and the last one alone is open.",
    file: 'rules/prove-price.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/prove-price.test.ts', 'test/properties/rules/price-list.test.ts'],
  },
  {
    rule: 'R5.decimal',
    sentence: 'Arithmetic is decimal and exact; a `number` never holds money.',
    file: 'rules/decimal.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/decimal.test.ts'],
  },
  {
    rule: 'R5.money',
    sentence: 'Money is whole cents, and made by rounding once.',
    file: 'rules/money.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/money.test.ts', 'test/properties/rules/money.test.ts'],
  },
  {
    rule: 'R5.rounding',
    sentence: 'Half a cent goes away from zero; this file alone rounds.',
    file: 'rules/rounding.ts',
    behind: 'our decision; VAT: EN 16931 BR-CO-17',
    since: '2026-11',
    tests: ['test/rules/rounding.test.ts', 'test/properties/rules/money.test.ts'],
  },
  {
    rule: 'R5.vat',
    sentence: 'The VAT rate follows the month the service was used: 25.5 % from 2024-09, 24 % before it.',
    file: 'rules/vat.ts',
    behind: '"Monthly fee (VAT 0%)"; the rates: vero.fi',
    since: '2018',
    tests: ['test/rules/vat.test.ts'],
  },
  {
    rule: 'R5.totals',
    sentence: 'VAT is computed per treatment and rate on the sum of its lines; gross = net + VAT.',
    file: 'rules/invoice.ts',
    behind: 'our decision; EN 16931 BR-CO-17',
    since: '2026-11',
    tests: ['test/rules/invoice.test.ts', 'test/properties/rules/footing.test.ts'],
  },
  {
    rule: 'R6',
    sentence:
      'Rating a usage month gives its charges with their reasons, or a hold of the whole month with all of its reasons.',
    file: 'rules/rate-month.ts',
    behind: 'our decision; the fee: "billed on monthly basis"',
    since: '2026-11',
    tests: ['test/rules/rate-month.test.ts', 'test/properties/rules/rate-month.test.ts'],
  },
  {
    rule: 'R6.clerk',
    sentence: 'A clerk holds a customer from a month on, with a reason, until a release is in force.',
    file: 'rules/clerk-hold.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/clerk-hold.test.ts'],
  },
  {
    rule: 'R7',
    sentence:
      "A fact's posting month is the later of its usage month and the oldest month still open when it was recorded.",
    file: 'rules/posting-month.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/posting-month.test.ts'],
  },
  {
    rule: 'R8',
    sentence:
      'A document bills, per usage month and charge, what is owed now minus what was billed before; a net of zero gives no line.',
    file: 'rules/difference.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/difference.test.ts', 'test/properties/rules/late-facts.test.ts'],
  },
  {
    rule: 'R8.manual',
    sentence:
      'A manual charge or credit is one charge of its usage month, under a key of its own, with its text and reason.',
    file: 'rules/manual-charge.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/manual-charge.test.ts'],
  },
  {
    rule: 'R8.billed',
    sentence: 'What was billed is the sum of the issued lines.',
    file: 'rules/merge-billed.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/merge-billed.test.ts'],
  },
  {
    rule: 'R8.touched',
    sentence:
      'Only months from the earliest one that a newly posted fact touches, and held ones, can differ.',
    file: 'rules/touched-months.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/touched-months.test.ts', 'test/properties/rules/late-facts.test.ts'],
  },
  {
    rule: 'R8.document',
    sentence: 'A negative net total is a credit note, any other an invoice; no lines, no document.',
    file: 'rules/invoice.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/invoice.test.ts', 'test/properties/rules/footing.test.ts'],
  },
  {
    rule: 'R8.number',
    sentence: "`2026-0000001`, `2026-C0000001`, and a reference number with the banks' check digit.",
    file: 'rules/document-number.ts',
    behind: "our decision; the check digit: the Finnish banks' rule",
    since: '2026-11',
    tests: ['test/rules/document-number.test.ts'],
  },
  {
    rule: 'R8.buyer',
    sentence: "A business id's check digit is verified.",
    file: 'rules/business-id.ts',
    behind: 'our decision; the check digit: the public rule of Finnish business ids',
    since: '2026-11',
    tests: ['test/rules/business-id.test.ts'],
  },
  {
    rule: 'R8.commitment',
    sentence:
      'A line commits to the events behind it, before and after, by their number and an order-free digest.',
    file: 'rules/event-set.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/event-set.test.ts'],
  },
  {
    rule: 'R8.rule-set',
    sentence:
      'A new reading of a rule has a new name; every issued document carries it, and a hash of its decisions and tables.',
    file: 'rules/rule-set.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/rule-set.test.ts'],
  },
  {
    rule: 'R8.registry',
    sentence:
      'Every rule has a row that says what stands behind it; explanations quote it, and the table is rendered from it.',
    file: 'rules/registry.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/registry.test.ts'],
  },
  {
    rule: 'R9',
    sentence:
      'A month closes when it has ended in Helsinki and every earlier one is closed; runs go in month order.',
    file: 'src/invoicing/close-month.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: [
      'test/invoicing/run-invoices.test.ts',
      'test/usage/closed-months.test.ts',
      'test/usage/recording-while-closing.test.ts',
    ],
  },
  {
    rule: 'R10',
    sentence:
      'Issuing debits receivables with the gross and credits revenue by usage month and VAT by rate; every entry balances.',
    file: 'rules/journal-entry.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/journal-entry.test.ts', 'test/properties/rules/footing.test.ts'],
  },
  {
    rule: 'R10.reference',
    sentence:
      "A payment names its document by the document's reference number, with or without spaces and leading zeros, or as an RF reference.",
    file: 'rules/payment-reference.ts',
    behind: "our decision; the check digits: the Finnish banks' rule, ISO 11649",
    since: '2026-11',
    tests: ['test/rules/payment-reference.test.ts'],
  },
  {
    rule: 'R10.settlement',
    sentence:
      'What is paid or credited beyond what is owed is a liability at once, and later invoices use it: never both, never below zero.',
    file: 'rules/settlement.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/settlement.test.ts', 'test/properties/rules/settlement.test.ts'],
  },
  {
    rule: 'R10.open',
    sentence:
      'A payment settles the document that it names, then the oldest open; a credit note the invoices that it names, then the oldest open.',
    file: 'rules/open-documents.ts',
    behind: 'our decision',
    since: '2026-11',
    tests: ['test/rules/open-documents.test.ts', 'test/properties/rules/settlement.test.ts'],
  },
] as const satisfies readonly RegistryRow[]

export type RuleId = (typeof registry)[number]['rule']
