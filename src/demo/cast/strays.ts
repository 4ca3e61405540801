import type { ReceivedEvent } from '../../usage/plan-recording.ts'
import { calls } from './scripted-calls.ts'

/** Events that are refused: a customer nobody knows, a clock that is wrong, a call from long ago. */
export function strays(customer: string): readonly ReceivedEvent[] {
  return [
    ...calls({ customer: 'no-such-customer', id: 'stray', at: '2026-01-12T10:00:00+02:00' }, 2),
    ...calls(
      { customer, id: 'ahead', at: '2026-02-19T12:00:00+02:00', recordedAt: '2026-02-19T10:00:00+02:00' },
      1,
    ),
    ...calls(
      { customer, id: 'forgotten', at: '2025-10-30T10:00:00+02:00', recordedAt: '2026-01-22T10:00:00+02:00' },
      1,
    ),
  ]
}
