/** Values that mean something in the prepared books, by the name of the parameter or property that takes them. */
export type KnownThings = ReadonlyMap<string, readonly unknown[]>
