import { z } from 'zod'
import { monthInput } from '../prices/price-list-content.ts'
import { eventFields } from '../usage/event-fields.ts'

/** As many as one batch of recording: they are found, previewed and taken back in one database transaction. */
export const namedEventsMax = 10_000

/** Which event is meant: its id, with what tells it apart where the id is not enough. */
export const namedEvent = z.strictObject({
  id: eventFields.id,
  source: eventFields.source.optional(),
  postingMonth: monthInput.optional(),
})
