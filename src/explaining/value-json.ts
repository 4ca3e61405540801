import { formatInstant } from '../../rules/instant.ts'
import { formatMoney } from '../../rules/money.ts'
import type { Attribution } from '../database/attribution.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { FirstSuccessEvent, RecordedFact, UsedValue } from './explanation.ts'

/** A value for programs, by its kind. */
export function valueJson(value: UsedValue) {
  const { kind } = value
  switch (value.kind) {
    case 'billing-span':
      return value
    case 'opening':
    case 'closing':
      return { kind, ...value.change, at: formatInstant(value.change.at), ...recordedJson(value.change) }
    case 'first-success':
      return { kind, ...successJson(value.success) }
    case 'service-terms':
      return { kind, ...factJson(value.fact, value.fact.value) }
    case 'agreed-monthly-fee':
      return { kind, ...factJson(value.fact, { fee: value.fact.value?.toFixed() ?? null }) }
    case 'revenue-report':
      return { kind, ...factJson(value.fact, { eur: value.fact.value.toFixed() }) }
    case 'revenue-class': {
      const { classFrom, classBound, boundIncluded } = value.basis
      return { kind, classFrom, classBound, boundIncluded, fee: value.fee }
    }
    case 'price-list': {
      const { transactionPrices: _prices, ...version } = value.list
      return { kind, ...version, ...recordedJson(version) }
    }
    case 'list-price':
      return { kind, resource: value.resource, price: contentOfPrice(value.price) }
    case 'customer-price': {
      const price = value.fact.value === null ? null : contentOfPrice(value.fact.value)
      return { kind, ...factJson(value.fact, { resource: value.resource, price }) }
    }
    case 'charged-resource':
      return { kind, resource: value.resource, ...value.row }
    case 'manual-charge': {
      const { factId, usageMonth, postedIn, text, net, reason } = value.charge
      const shown = { factId, usageMonth, postedIn, text, net: formatMoney(net), reason }
      return { kind, ...shown, ...recordedJson(value.charge) }
    }
    case 'vat-treatment':
      return value.fact === undefined
        ? { kind, treatment: 'domestic', from: null }
        : { kind, ...factJson(value.fact, { treatment: value.fact.value }) }
    case 'vat-rate':
      return { kind, ...value.row, rate: value.row.rate.toFixed() }
  }
}

function successJson({ takenBack, ...success }: FirstSuccessEvent) {
  return {
    ...success,
    at: formatInstant(success.at),
    ...recordedJson(success),
    takenBack: takenBack === undefined ? null : { ...takenBack, ...recordedJson(takenBack) },
  }
}

function factJson<Shown extends object>(fact: RecordedFact<unknown>, shown: Shown) {
  const { factId, from, postedIn } = fact
  return { factId, from, postedIn, ...shown, ...recordedJson(fact) }
}

function recordedJson({ recordedAt, recordedBy, note }: Attribution) {
  return { recordedAt: formatInstant(recordedAt), recordedBy, note }
}
