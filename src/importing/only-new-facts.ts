import { formatMoney } from '../../rules/money.ts'
import type { NewManualCharge } from '../customers/manual-charges.ts'
import type { Database } from '../database/client.ts'
import { loadRecordedFacts, type RecordedFacts } from '../facts/load-recorded-facts.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { CustomerObject } from './customer-object.ts'

/**
 * The objects without the facts that are recorded already, or stand earlier among the objects, so that the same file
 * imported twice changes nothing and a customer that stands twice is charged once.
 */
export async function onlyNewFacts(
  tx: Database,
  objects: readonly CustomerObject[],
): Promise<readonly CustomerObject[]> {
  const factsOf = await loadRecordedFacts(tx, [...new Set(objects.map(({ customer }) => customer.customer))])
  const seenOf = new Map<string, Set<string>>()
  return objects.map((object) => {
    const id = object.customer.customer
    const seen = seenOf.get(id) ?? new Set(recordedWords(factsOf(id)))
    seenOf.set(id, seen)
    return withoutSeen(object, seen)
  })
}

function withoutSeen(object: CustomerObject, seen: Set<string>): CustomerObject {
  const isNew = (words: string) => !seen.has(words) && seen.add(words).has(words)
  return {
    customer: object.customer,
    vat: object.vat.filter((fact) => isNew(inWords.vat(fact))),
    terms: object.terms.filter((fact) => isNew(inWords.terms(fact))),
    revenue: object.revenue.filter((fact) => isNew(inWords.revenue(fact))),
    agreedMonthlyFee: object.agreedMonthlyFee.filter((fact) => isNew(inWords.fee(fact))),
    transactionPrices: object.transactionPrices.filter(({ price: value, ...fact }) =>
      isNew(inWords.price({ ...fact, value })),
    ),
    manualCharges: object.manualCharges.filter((charge) => isNew(inWords.charge(charge))),
    clerkHolds: object.clerkHolds.filter((fact) => isNew(inWords.hold(fact))),
    api: object.api.filter(({ at, open }) => isNew(inWords.access(at, open))),
  }
}

function recordedWords(facts: RecordedFacts): readonly string[] {
  return [
    ...facts.vatTreatments.map(inWords.vat),
    ...facts.terms.map(inWords.terms),
    ...facts.revenue.map(inWords.revenue),
    ...facts.agreedMonthlyFees.map(inWords.fee),
    ...facts.transactionPrices.map(inWords.price),
    ...facts.manualCharges.map(inWords.charge),
    ...facts.clerkHolds.map(inWords.hold),
    ...facts.openings.flatMap(({ openedAt, closedAt }) => [
      inWords.access(openedAt, true),
      ...(closedAt === undefined ? [] : [inWords.access(closedAt, false)]),
    ]),
  ]
}

type Dated<Facts extends readonly { readonly from: string; readonly value: unknown }[]> = Pick<
  Facts[number],
  'from' | 'value'
>

/** What makes two facts of one customer equal. */
const inWords = {
  vat: ({ from, value }: Dated<RecordedFacts['vatTreatments']>) => `vat ${from} ${value}`,
  terms: ({ from, value }: Dated<RecordedFacts['terms']>) =>
    `terms ${from} ${value.pricingModel} ${value.servicePackage}`,
  revenue: ({ from, value }: Dated<RecordedFacts['revenue']>) => `revenue ${from} ${value.toFixed()}`,
  fee: ({ from, value }: Dated<RecordedFacts['agreedMonthlyFees']>) =>
    `fee ${from} ${value?.toFixed() ?? 'ended'}`,
  price: ({
    from,
    resource,
    value,
  }: Pick<RecordedFacts['transactionPrices'][number], 'from' | 'resource' | 'value'>) =>
    `price ${from} ${resource} ${value === null ? 'ended' : JSON.stringify(contentOfPrice(value))}`,
  charge: ({ usageMonth, net, text, reason }: Omit<NewManualCharge, 'customer'>) =>
    `charge ${usageMonth} ${formatMoney(net)} ${JSON.stringify([text, reason])}`,
  hold: ({ from, value }: Dated<RecordedFacts['clerkHolds']>) => `hold ${from} ${value.held} ${value.reason}`,
  access: (at: number | bigint, open: boolean) => `access ${at} ${open}`,
}
