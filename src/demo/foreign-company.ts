import type { Random } from './random.ts'

/** A company abroad; inside the EU it has a VAT number. */
export interface ForeignCompany {
  readonly name: string
  readonly vatNumber?: string
}

/** In the EU, with a VAT number of its country's form. */
export function euCompany(random: Random): Required<ForeignCompany> {
  const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join('')
  const [form, vatNumber] = random.weighted<() => readonly [form: string, vatNumber: string]>([
    [() => ['AB', `SE55${digits(8)}01`], 40],
    [() => ['OÜ', `EE10${digits(7)}`], 30],
    [() => ['GmbH', `DE${1 + random.below(9)}${digits(8)}`], 15],
    [() => ['ApS', `DK${1 + random.below(9)}${digits(7)}`], 8],
    [() => ['B.V.', `NL${digits(9)}B01`], 7],
  ])()
  return { name: `${random.pick(starts)}${random.pick(ends)} ${form}`, vatNumber }
}

export function companyOutsideEu(random: Random): ForeignCompany {
  const form = random.weighted([
    ['AS', 45],
    ['Ltd', 30],
    ['AG', 15],
    ['Inc.', 10],
  ])
  return { name: `${random.pick(starts)}${random.pick(ends)} ${form}` }
}

const starts = ['Nord', 'Balti', 'Öst', 'Skag', 'Fjord', 'Alt', 'Sund', 'Vester', 'Tall', 'Bright'] as const
const ends = ['logistik', 'tekno', 'handel', 'marine', 'data', 'trade', 'werk', 'energi', 'print'] as const
