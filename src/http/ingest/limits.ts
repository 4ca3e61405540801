/** One request may hold so many events, and so many bytes once unpacked. */
export const eventsMax = 10_000
export const bodyBytesMax = 10 * 1024 * 1024
