/** One request may hold so many events, and so many bytes once unpacked. */
export const eventsMax = 10_000
export const bodyBytesMax = 10 * 1024 * 1024
/** JSON values in a request's events: read, a value takes many times its bytes. An event has some ten. */
export const jsonValuesMax = 1_000_000
/** A write of anything else. */
export const writeBytesMax = 1024 * 1024
