// Calls as a gateway sends them: one billable call each, of customers in turn.
import { randomUUID } from 'node:crypto'

export const benchCustomers = Array.from({ length: 1000 }, (_, index) => `bench-${index + 1}`)

export function calls(count: number, at: string): readonly object[] {
  const first = Math.floor(Math.random() * benchCustomers.length)
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    source: 'gateway-1',
    customer: benchCustomers[(first + index) % benchCustomers.length],
    resource: 'accounting.nv',
    method: 'POST',
    outcome: 'ok',
    identifier: 'integration-1',
    at,
  }))
}
