import createClient, { type Client } from 'openapi-fetch'
import { describedAnswers } from './described-answers.ts'
import type { paths } from './generated/api.d.ts'

/** A client made from the document, as anybody would make it; an answer that the document does not describe fails. */
export function apiClient({ url, key }: { readonly url: string; readonly key: string }): Client<paths> {
  const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } })
  client.use(describedAnswers())
  return client
}
