import { customerObject } from '../../importing/customer-object.ts'
import type { DemoCustomer, UsageProfile } from '../demo-customer.ts'
import { integrations } from '../integrations.ts'
import type { Registers } from '../ordinary-customer.ts'
import type { Random } from '../random.ts'
import { usageProfile } from '../usage-profile.ts'
import { openLongAgo, type CastMember } from './cast-member.ts'

/** A member of the cast as a customer: a domestic one with separate pricing where its story says nothing else. */
export function castCustomer(
  member: CastMember,
  id: string,
  number: number,
  random: Random,
  { nameOf, businessIds }: Registers,
): DemoCustomer {
  const { story, content, usage, events } = member
  const object = customerObject.parse({
    id,
    name: nameOf(random),
    businessId: businessIds.next().value,
    vat: 'domestic',
    terms: [{ from: '2016-03', pricingModel: 'separate', package: 'basic' }],
    revenue: [{ from: '2025-07', eur: 350_000 }],
    api: [openLongAgo],
    ...content,
  })
  return {
    number,
    object,
    usage: usage === null ? undefined : steadyUsage(usage, random),
    events: events?.(id) ?? [],
    story,
  }
}

/** Some calls every working day, whatever the size of the data. */
function steadyUsage(usage: NonNullable<CastMember['usage']>, random: Random): UsageProfile {
  const { integration: name, ...options } = usage
  const integration = integrations.map(([each]) => each).find((each) => each.name === name)
  if (integration === undefined) throw new Error(`broken invariant: there is no integration ${name}`)
  const profile = usageProfile(random, { channels: [['web-service', 1]], ...options })
  return { ...profile, integration, rhythm: 'office', callsPerDay: 4 }
}
