/**
 * Values that mean something in the prepared books, by the name of the parameter or property that takes them; where
 * another one of the same name takes others, with the name of what holds it, as `events.id`.
 */
export type KnownThings = ReadonlyMap<string, readonly unknown[]>
