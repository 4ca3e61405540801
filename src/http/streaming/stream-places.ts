import { HttpRefusal } from '../http-refusal.ts'
import { problem } from '../problem.ts'

/** Hands through what is streamed while there is a place; refuses with `overloaded` before the first part when there is none. */
export type StreamPlaces = <T>(parts: () => AsyncIterable<T>) => AsyncGenerator<T>

export function streamPlaces(placesMax: number): StreamPlaces {
  let taken = 0
  return async function* inPlace(parts) {
    if (taken >= placesMax)
      throw new HttpRefusal(
        problem(503, 'overloaded', `At most ${placesMax} such streams at once; try again`),
        {
          'Retry-After': '5',
        },
      )
    taken += 1
    try {
      yield* parts()
    } finally {
      taken -= 1
    }
  }
}
