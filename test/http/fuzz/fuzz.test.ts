import { afterAll, beforeAll, expect, test } from 'vitest'
import { booksWatch } from './books-watch.ts'
import { fuzzedBooks, type FuzzedBooks } from './fuzzed-books.ts'
import { playRequests } from './play-requests.ts'

let books: FuzzedBooks
beforeAll(async () => {
  books = await fuzzedBooks()
})
afterAll(() => books.server.stop())

// Another seed every time, or LASKURI_TEST_SEED; a failure prints it. At most 12 seconds, on a busy machine with fewer requests. The long run is
// `npm run test:fuzz`.
const seed = Number(process.env['LASKURI_TEST_SEED'] ?? Date.now() % 2 ** 31)
const play = { seed, requests: 2500, seconds: 12 }

test('whatever is sent, every answer is one that the API documents, and the books stay whole', async () => {
  const watch = await booksWatch(books.server.owner)
  const { passed, failure } = await playRequests(books, play, watch)
  expect(failure).toBeUndefined()
  expect(passed).toBeGreaterThan(0)
  await books.server.stopServing() // runs of months go on behind their answers
  expect(await watch.faults(), `seed ${play.seed}`).toEqual([])
}, 120_000)
