interface ApiSection {
  readonly name: string
  readonly description: string
  /** How its paths begin. */
  readonly paths: readonly string[]
}

/** The parts of the API, in the order in which a reader meets them. */
export const apiSections: readonly ApiSection[] = [
  {
    name: 'Events',
    description: 'API call events in, exactly once; what became of them; taking them back.',
    paths: ['/v1/events'],
  },
  {
    name: 'Customers',
    description: 'Customers and their dated facts, which are appended and never edited.',
    paths: ['/v1/customers'],
  },
  {
    name: 'Access',
    description: 'Who may call the metered API: identifiers of users, and may this one call now.',
    paths: ['/v1/users', '/v1/access'],
  },
  {
    name: 'Months',
    description: 'Closing a month, previewing it, and issuing its documents.',
    paths: ['/v1/months', '/v1/invoice-runs'],
  },
  {
    name: 'Documents',
    description: 'Issued invoices and credit notes, and why every line is what it is.',
    paths: ['/v1/invoices'],
  },
  {
    name: 'Payments',
    description: 'Payments by the reference number on the invoice.',
    paths: ['/v1/payments'],
  },
  {
    name: 'Reports',
    description: 'Usage, revenue, and how the books stand.',
    paths: ['/v1/reports'],
  },
]

/** The section that a path of the API belongs to. */
export function sectionOf(path: string): ApiSection {
  const section = apiSections.find(({ paths }) => paths.some((beginning) => path.startsWith(beginning)))
  if (section === undefined) throw new Error(`broken invariant: ${path} belongs to no section of the API`)
  return section
}
