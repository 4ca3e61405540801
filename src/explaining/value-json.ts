import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { RecordedFact, UsedValue } from './explanation.ts'
import { firstSuccessJson } from './first-success-json.ts'
import { recordedJson } from '../database/recorded-json.ts'

/** A value for programs, by its kind. */
export function valueJson(value: UsedValue) {
  switch (value.kind) {
    case 'billing-span':
      return value
    case 'opening':
    case 'closing':
      return {
        kind: value.kind,
        ...value.change,
        at: formatInstant(value.change.at),
        ...recordedJson(value.change),
      }
    case 'first-success':
      return { kind: value.kind, ...firstSuccessJson(value.success) }
    case 'service-terms':
      return { kind: value.kind, ...factJson(value.fact, value.fact.value) }
    case 'agreed-monthly-fee':
      return { kind: value.kind, ...factJson(value.fact, { fee: value.fact.value?.toFixed() ?? null }) }
    case 'revenue-report':
      return { kind: value.kind, ...factJson(value.fact, { eur: value.fact.value.toFixed() }) }
    case 'revenue-class': {
      const { classFrom, classBound, boundIncluded } = value.basis
      return { kind: value.kind, classFrom, classBound, boundIncluded, fee: value.fee }
    }
    case 'price-list': {
      const { transactionPrices: _prices, ...version } = value.list
      return { kind: value.kind, ...version, ...recordedJson(version) }
    }
    case 'list-price':
      return { kind: value.kind, resource: value.resource, price: contentOfPrice(value.price) }
    case 'customer-price': {
      const price = value.fact.value === null ? null : contentOfPrice(value.fact.value)
      return { kind: value.kind, ...factJson(value.fact, { resource: value.resource, price }) }
    }
    case 'charged-resource':
      return { kind: value.kind, resource: value.resource, ...value.row }
    case 'manual-charge': {
      const { factId, usageMonth, postedIn, text, net, reason } = value.charge
      const shown = { factId, usageMonth, postedIn, text, net: formatMoney(net), reason }
      return { kind: value.kind, ...shown, ...recordedJson(value.charge) }
    }
    case 'vat-treatment':
      return value.fact === undefined
        ? { kind: value.kind, treatment: 'domestic' as const, from: null }
        : { kind: value.kind, ...factJson(value.fact, { treatment: value.fact.value }) }
    case 'vat-rate':
      return { kind: value.kind, ...value.row, rate: value.row.rate.toFixed() }
  }
}

function factJson<Shown extends object>(fact: RecordedFact<unknown>, shown: Shown) {
  const { factId, from, postedIn } = fact
  return { factId, from, postedIn, ...shown, ...recordedJson(fact) }
}
