// Compiled, never run: what a reader of the document would get wrong, its types refuse.
import { apiClient } from './client.ts'

const client = apiClient({ url: '', key: '' })
const params = { path: { id: 'c1' } }

// @ts-expect-error -- there is no such route
void client.GET('/v1/customer')
// @ts-expect-error -- a route takes the methods that it takes
void client.POST('/v1/reports/balance')
// @ts-expect-error -- the name is missing
void client.POST('/v1/customers', { body: { id: 'c1' } })
// @ts-expect-error -- the field is `held`
void client.POST('/v1/customers/{id}/holds', { params, body: { from: '2026-03', hold: true, reason: 'x' } })
// @ts-expect-error -- a decimal is text or a number, never a truth value
void client.POST('/v1/customers/{id}/agreed-fees', { params, body: { from: '2026-03', fee: true } })
const call = { id: 'e1', customer: 'c1', resource: 'escan.nv', method: 'POST' }
// @ts-expect-error -- an outcome is ok or failed
void client.POST('/v1/events', { body: [{ ...call, outcome: 'yes' }] })

export async function readsWhatIsNotAnswered(): Promise<readonly unknown[]> {
  const { data } = await client.GET('/v1/invoices/{number}', { params: { path: { number: '2026-0000001' } } })
  // @ts-expect-error -- money is text: it is not added up as a number
  const sum: number | undefined = data?.net
  // @ts-expect-error -- a document has no total, it has net, vat and gross
  return [sum, data?.total]
}
