import { endOfMonth, nextMonth } from '../../../rules/billing-month.ts'
import type { Instant } from '../../../rules/instant.ts'
import type { DemoPointers } from '../../demo/demo-pointers.ts'
import type { DemoResult } from '../../demo/run-demo.ts'
import type { Document } from '../../documents/document.ts'

/** Commands that work on the demo's books as they are, with real numbers and ids. */
export function furtherText(
  { months }: DemoResult,
  explained: Document | undefined,
  { creditNote, lateEvent }: DemoPointers,
  now: Instant,
): string {
  const last = months.at(-1)?.issued.month
  const first = months[0]?.issued.month
  if (last === undefined || first === undefined) return ''
  const open = nextMonth(last)
  const commands: readonly (readonly [string, string])[] = [
    ['report months', 'where the books stand'],
    [`report revenue --from ${first} --to ${last}`, 'what was invoiced, by charge'],
    [`report usage --from ${last} --group-by resource`, 'calls, by resource'],
    ['report holds', 'what is held, and why'],
    ['report unbilled', 'what is recorded and not invoiced yet'],
    [`invoice list --month ${last}`, 'documents'],
    ...(explained === undefined
      ? []
      : [
          [`explain ${explained.number}`, 'every line of the invoice above'] as const,
          [`explain ${explained.number} --line 1 --events`, 'its first line, with the very calls'] as const,
          [`customer show ${explained.customer}`, 'its customer'] as const,
        ]),
    ...(creditNote === undefined ? [] : [[`invoice show ${creditNote}`, 'a credit note'] as const]),
    ...(lateEvent === undefined
      ? []
      : [[`event show ${lateEvent.customer} ${lateEvent.id}`, 'a call that became known late'] as const]),
    [`invoice preview ${open}`, 'the next month, as it stands'],
    ...(now < endOfMonth(open)
      ? []
      : [
          [`close-month ${open} --with-holds`, 'close it'] as const,
          [`invoice run ${open} --allow-sample`, 'and invoice it'] as const,
        ]),
  ]
  const width = Math.max(...commands.map(([command]) => command.length))
  return commands.map(([command, what]) => `npx laskuri ${command.padEnd(width)}  ${what}`).join('\n')
}
