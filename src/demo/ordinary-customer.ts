import { customerObject } from '../importing/customer-object.ts'
import { accessHistory } from './access-history.ts'
import type { DemoCustomer } from './demo-customer.ts'
import { companyOutsideEu, euCompany } from './foreign-company.ts'
import { ordinaryPrices } from './ordinary-prices.ts'
import { ordinaryRevenue } from './ordinary-revenue.ts'
import type { Random, WeightedChoices } from './random.ts'
import { always, otherChannels, usageProfile } from './usage-profile.ts'

/** What Finnish companies are called and numbered by, each once. */
export interface Registers {
  readonly nameOf: (random: Random) => string
  readonly businessIds: Iterator<string, never>
}

/** One of the many: drawn by chance, as such a company could be. */
export function ordinaryCustomer(
  id: string,
  number: number,
  random: Random,
  registers: Registers,
): DemoCustomer {
  const terms = random.weighted(termsChoices)(random)
  const includesApi = terms.pricingModel === 'separate' || includingPackages.has(terms.package)
  const { api, windows } = includesApi ? accessHistory(random) : withoutApi(random)
  const channels = includesApi ? {} : { channels: random.chance(0.1) ? unaware : otherChannels }
  const usage = windows === null ? undefined : usageProfile(random, { windows, ...channels })
  const content = {
    id,
    ...particulars(random, registers),
    terms: [terms],
    ...(terms.pricingModel === 'separate' ? ordinaryRevenue(random) : {}),
    transactionPrices: ordinaryPrices(random, usage?.integration.scansDocuments === true),
    api,
  }
  return { number, object: customerObject.parse(content), usage, events: [], story: null }
}

const includingPackages = new Set(['professional', 'premium'])

const smallPackages: WeightedChoices<string> = [
  ['basic', 45],
  ['core', 22],
  ['starter', 18],
  ['payroll', 15],
]

const anyPackage: WeightedChoices<string> = [...smallPackages, ['professional', 12], ['premium', 6]]

const termsChoices: WeightedChoices<
  (random: Random) => ReturnType<typeof packageTerms | typeof separateTerms>
> = [
  [separateTerms, 56],
  [() => packageTerms('professional'), 20],
  [() => packageTerms('premium'), 12],
  [(random) => packageTerms(random.weighted(smallPackages)), 12],
]

function separateTerms(random: Random) {
  return { from: '2016-03', pricingModel: 'separate', package: random.weighted(anyPackage) } as const
}

function packageTerms(servicePackage: string) {
  return { from: '2019-05', pricingModel: 'package', package: servicePackage } as const
}

/** A package that lacks the API: Store extensions, Finvoice import and Smart Excel work all the same. */
function withoutApi(random: Random) {
  return { api: [], windows: random.chance(0.6) ? always : null }
}

/** Some try the web service too. */
const unaware: typeof otherChannels = [...otherChannels, ['web-service', 30]]

function particulars(random: Random, { nameOf, businessIds }: Registers) {
  const market = random.weighted([
    ['domestic', 93],
    ['reverse-charge', 5],
    ['outside-eu', 2],
  ])
  if (market === 'reverse-charge') return { ...euCompany(random), vat: market }
  if (market === 'outside-eu') return { ...companyOutsideEu(random), vat: market }
  return { name: nameOf(random), businessId: businessIds.next().value, vat: market }
}
