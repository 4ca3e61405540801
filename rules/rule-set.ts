// R8 (decided). The name of the rules in force, and what they say. A rule is never changed for months already billed: a new
// reading is a new dated row and a new name here, so every issued line says which reading it was made under. Documents
// commit to a hash of the content, which covers decisions and tables, not source text: the hash of a name never changes.
// Tests: test/rules/rule-set.test.ts
import { chargedResourceTable } from './charged-resources.ts'
import { packageTable } from './package-eligibility.ts'
import { standardRates } from './vat.ts'

export const ruleSet = '2026-11'

/** SHA-256 of each rule set's content as canonical JSON, in hex: what its documents have committed to. */
export const ruleSetHashes: Readonly<Record<string, string>> = {
  '2026-11': 'd70a4c98dd7d7d2fe0aea30d4ce935b98e75bc4544211d95826d59909a6d86f4',
}

/** What decides amounts, as data: every decision in a word or two, and the rules' own dated tables. */
export const ruleSetContent = {
  ruleSet,
  decisions: {
    month: 'calendar month in Europe/Helsinki, half-open',
    disposition: ['other-channel', 'failed', 'not-eligible', 'api-closed', 'billable'],
    spanBegins: 'month of the first billable success of an opening',
    spanEnds: 'month of the closing, included',
    proration: 'none',
    monthlyFee: 'separate pricing: agreed fee, else class of the revenue in force, else held',
    classBound: 'belongs to the class above; the end of the table to the last class',
    transactionFee: 'own price in force, else default of the list, else held',
    tiers:
      'per usage month and resource, upper-inclusive; free units first; flat when reached by a quantity above zero',
    datedSeries: 'latest from not after the month, then latest recorded',
    priceList: 'latest effectiveFrom not after the usage month, then latest recorded',
    rounding: 'half away from zero, to cents: once per line, once per VAT group',
    vat: 'rate and treatment of the usage month; 0 per cent unless domestic',
    hold: 'the whole usage month',
    clerkHold: 'every month from its from on, until a release is in force',
    manualCharge: 'one charge of its usage month, held and taxed like it',
    retraction: 'the event counts for nothing from the posting month of its retraction on',
    correction: 'owed by the facts posted so far, less what was billed; a zero net is no line',
    creditNote: 'negative net total',
  },
  packageTable,
  chargedResourceTable,
  standardRates: standardRates.map(({ from, rate, source }) => ({ from, rate: rate.toFixed(), source })),
} as const
