import type { Database } from '../database/client.ts'
import { listDocuments } from '../documents/read-documents.ts'
import type { DemoStory } from './demo-story.ts'

/** Places in the demo's books that are worth a look. */
export interface DemoPointers {
  /** The largest one. */
  readonly creditNote: string | undefined
  /** An event that became known after its month had closed. */
  readonly lateEvent: { readonly customer: string; readonly id: string } | undefined
  readonly stories: readonly { readonly customer: string; readonly story: string }[]
}

export async function demoPointers(db: Database, { customers }: DemoStory): Promise<DemoPointers> {
  const creditNotes = await listDocuments(db, { kind: 'credit-note' })
  const [creditNote] = creditNotes.toSorted((one, other) => one.net.comparedTo(other.net))
  const late = customers.flatMap(({ events }) => events).find(({ event }) => event.id === 'late-1')?.event
  return {
    creditNote: creditNote?.number,
    lateEvent: late === undefined ? undefined : { customer: late.customer, id: late.id },
    stories: customers.flatMap(({ object, story }) =>
      story === null ? [] : [{ customer: object.customer.customer, story }],
    ),
  }
}
