import type * as z from 'zod'
import type { customerObject } from '../../importing/customer-object.ts'
import type { ReceivedEvent } from '../../usage/plan-recording.ts'
import type { integrations } from '../integrations.ts'
import type { UsageOptions } from '../usage-profile.ts'

/** A customer that is there to show something, so that it occurs in data of any size. */
export interface CastMember {
  /** What it shows, for people. */
  readonly story: string
  /** What differs from a domestic customer with separate pricing, known revenue and an API opened long ago. */
  readonly content: Partial<z.input<typeof customerObject>>
  /** Null: nothing calls beside the events below. */
  readonly usage: (UsageOptions & { readonly integration: IntegrationName }) | null
  readonly events?: (customer: string) => readonly ReceivedEvent[]
}

type IntegrationName = (typeof integrations)[number][0]['name']

export const openLongAgo = { at: '2021-04-12T09:30:00+03:00', open: true }
