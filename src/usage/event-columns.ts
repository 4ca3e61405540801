import { nativeEvent } from './native-event.ts'

const fields = Object.entries(nativeEvent.shape)

/** The columns of events as CSV: the native event's fields by their names. */
export const eventColumns = {
  required: fields.flatMap(([name, field]) => (field.safeParse(undefined).success ? [] : [name])),
  optional: fields.flatMap(([name, field]) => (field.safeParse(undefined).success ? [name] : [])),
}
