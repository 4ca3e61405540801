import type { DatedFact } from '../../rules/dated-series.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'
import type { Attribution } from '../database/attribution.ts'
import { euros } from './amount-text.ts'
import type { RevenueClassBasis, UsedValue } from './explanation.ts'
import { priceText } from './price-text.ts'

/** A value in words: what it is, what it says, and when and by whom it was recorded where it is a fact. */
export interface ValueText {
  readonly label: string
  readonly value: string
  readonly recorded: string | undefined
}

export function valueText(value: UsedValue): ValueText {
  switch (value.kind) {
    case 'opening':
    case 'closing': {
      const { at, changeNumber } = value.change
      const text = `${helsinkiTime(at)} (change ${changeNumber})`
      return { label: `API ${value.kind}`, value: text, recorded: recordedText(value.change) }
    }
    case 'billing-span':
      return unrecorded(
        'Billing span',
        value.to === null
          ? `from ${value.from} on; the API was still open`
          : `from ${value.from} to ${value.to}, both included`,
      )
    case 'first-success': {
      const { at, source, id, postedIn } = value.success
      return {
        label: 'First success',
        value: `${helsinkiTime(at)}, event ${id} from ${source}, posted in ${postedIn}`,
        recorded: recordedText(value.success),
      }
    }
    case 'service-terms': {
      const { pricingModel, servicePackage } = value.fact.value
      return factText('Service terms', `${pricingModel} pricing, package ${servicePackage}`, value.fact)
    }
    case 'agreed-monthly-fee':
      return factText('Agreed fee', value.fact.value === null ? 'none' : euros(value.fact.value), value.fact)
    case 'revenue-report':
      return factText('Revenue report', `${euros(value.fact.value)} a year`, value.fact)
    case 'revenue-class':
      return unrecorded('Revenue class', `${classText(value.basis)}: ${euros(value.fee)} a month`)
    case 'price-list': {
      const { name, status, effectiveFrom, listId } = value.list
      return {
        label: 'Price list',
        value: `${name} (${status}), from ${effectiveFrom}, version ${listId}`,
        recorded: recordedText(value.list),
      }
    }
    case 'list-price':
      return unrecorded('List price', `${value.resource}: ${priceText(value.price)}`)
    case 'customer-price': {
      const price = value.fact.value === null ? 'none of its own' : priceText(value.fact.value)
      return factText('Customer price', `${value.resource}: ${price}`, value.fact)
    }
    case 'charged-resource': {
      const { from, method, source } = value.row
      return unrecorded('Charged', `${method} to ${value.resource}, from ${from}: "${source}"`)
    }
    case 'manual-charge': {
      const { text, net, usageMonth, factId, postedIn, reason } = value.charge
      return {
        label: 'By hand',
        value: `${text}: ${euros(net)} for ${usageMonth} (charge ${factId}, posted in ${postedIn}), because: ${reason}`,
        recorded: recordedText(value.charge),
      }
    }
    case 'vat-treatment':
      return value.fact === undefined
        ? unrecorded('VAT treatment', 'domestic, as none is recorded')
        : factText('VAT treatment', treatmentText(value.fact.value), value.fact)
    case 'vat-rate': {
      const { rate, from, source } = value.row
      return unrecorded('VAT rate', `${rate.toFixed()} %, from ${from} (${source})`)
    }
  }
}

function treatmentText(treatment: VatTreatment): string {
  return treatment === 'domestic' ? treatment : `${treatment}, VAT 0 %`
}

function factText(
  label: string,
  value: string,
  fact: Pick<DatedFact<unknown>, 'factId' | 'from' | 'postedIn'> & Attribution,
): ValueText {
  const { factId, from, postedIn } = fact
  return {
    label,
    value: `${value}, from ${from} (fact ${factId}, posted in ${postedIn})`,
    recorded: recordedText(fact),
  }
}

function unrecorded(label: string, value: string): ValueText {
  return { label, value, recorded: undefined }
}

function classText({ classFrom, classBound, boundIncluded }: RevenueClassBasis): string {
  return `from ${euros(classFrom)} ${boundIncluded ? 'up to' : 'to below'} ${euros(classBound)} a year`
}

/** When and by whom, and the note where there is one. */
export function recordedText({ recordedAt, recordedBy, note }: Attribution): string {
  return `recorded ${helsinkiTime(recordedAt)} by ${recordedBy}${note === null ? '' : `: ${note}`}`
}
