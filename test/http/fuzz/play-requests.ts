import * as fc from 'fast-check'
import { pino } from 'pino'
import { arbitraryRequest, type Callers, type FuzzRequest } from './arbitrary-request.ts'
import type { BooksWatch } from './books-watch.ts'
import type { DescribedOperation } from './described-api.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { KnownThings } from './known-things.ts'
import { requestInWords } from './raw-request.ts'
import { sendRaw } from './send-raw.ts'

export interface Fuzzed {
  readonly port: number
  /** What the server has logged, a line of JSON each. */
  readonly logged: () => string
  readonly api: readonly DescribedOperation[]
  readonly known: KnownThings
  readonly callers: Callers
}

export interface PlayOptions {
  /** The same seed gives the same requests. */
  readonly seed: number
  /** To a failing request and its shrunk form, as a failure prints it. */
  readonly path?: string | undefined
  readonly requests: number
  /** After so many seconds no further request is sent. */
  readonly seconds: number
}

export interface Played {
  /** Requests with a right answer. */
  readonly passed: number
  /** How often an operation gave a status to which kind: `POST /v1/events valid 200`. */
  readonly answers: ReadonlyMap<string, number>
  /** The smallest request with a wrong answer, what is wrong, and how to send it again. */
  readonly failure: string | undefined
}

/** Sends random requests one after the other and judges every answer. A request that fails is made smaller, which sends more. */
export async function playRequests(
  { port, api, known, callers, logged }: Fuzzed,
  { seed, path, requests, seconds }: PlayOptions,
  watch: BooksWatch,
): Promise<Played> {
  const answers = new Map<string, number>()
  let passed = 0
  let sending: Promise<void> = Promise.resolve()
  const ask = async (request: FuzzRequest) => {
    const answer = await sendRaw(port, request)
    const what = `${request.operation.name} ${request.kind} ${answer === 'closed' ? 'closed' : answer.status}`
    answers.set(what, (answers.get(what) ?? 0) + 1)
    const faults = judgeAnswer(request, answer)
    if (faults.length > 0) throw new Error(faults.slice(0, faultsShown).join('\n'))
    watch.see(request, answer)
    passed += 1
  }
  const property = fc.asyncProperty(arbitraryRequest(api, known, callers), (request) => {
    sending = ask(request)
    return sending
  })
  const { counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
    seed,
    numRuns: requests,
    interruptAfterTimeLimit: seconds * 1000,
    ...(path === undefined ? {} : { path }),
  })
  await sending.catch(() => undefined) // the time may have been up in the middle of a request
  if (counterexample === null) return { passed, answers, failure: undefined }
  const [request] = counterexample
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  const again = `npm run test:fuzz -- --seed ${seed} --path ${counterexamplePath ?? ''}`
  const [defect] = logged()
    .split('\n')
    .filter((line) => line.includes(`"level":${pino.levels.values['error']}`))
    .slice(-1)
  const failure = [
    `${request.operation.name}, ${request.kind} (${request.twists.join(', ')})`,
    requestInWords(request),
    why,
    ...(defect === undefined ? [] : [`The server's last defect: ${defect}`]),
    `Again: ${again}`,
  ].join('\n\n')
  return { passed, answers, failure }
}

const faultsShown = 8
