import type { Document } from '../documents/document.ts'
import { BillingError } from '../errors/billing-error.ts'
import { Arithmetic, given, type ArithmeticStep } from './arithmetic.ts'

/** From the nets of the lines to the document's net, VAT and gross. Refuses with `guarantee-violated` where they differ. */
export function documentTotals({ lines, vatGroups, gross }: Document): readonly ArithmeticStep[] {
  const sheet = new Arithmetic()
  const groups = vatGroups.map(({ treatment, rate }) => {
    const nets = lines
      .filter((line) => line.vatTreatment === treatment && line.vatRate.equals(rate))
      .map(({ lineNumber, net }) => given(`line ${lineNumber}`, net, 'EUR'))
    const name = `${rate.toFixed()} %, ${treatment}`
    const base = sheet.calculate('R5.totals', `lines at ${name}`, 'add', nets)
    const exact = sheet.calculate('R5.vat', `VAT at ${name}`, 'percent-of', [base, given('rate', rate, '%')])
    return {
      base,
      vat: sheet.calculate('R5.rounding', 'VAT, to the cent', 'round-half-away-from-zero', [exact]),
    }
  })
  const net = sheet.calculate(
    'R5.totals',
    'net',
    'add',
    groups.map(({ base }) => base),
  )
  const vat = sheet.calculate(
    'R5.totals',
    'VAT',
    'add',
    groups.map((group) => group.vat),
  )
  const total = sheet.calculate('R5.totals', 'gross', 'add', [net, vat])
  if (!gross.equals(total.value))
    throw new BillingError(
      'guarantee-violated',
      `The document bills ${gross.toFixed()} EUR, but its lines and their VAT give ${total.value} EUR: the books were changed behind the engine. Next: npx laskuri verify --all`,
      { details: { gross: gross.toFixed(), explained: total.value } },
    )
  return sheet.steps
}
