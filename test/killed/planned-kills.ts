import { randomOf } from '../../src/demo/random.ts'
import type { KillKind, KillPoint } from './kill-point.ts'
import { commandNames, type CommandName, type Undisturbed } from './undisturbed.ts'

export interface PlannedKill {
  /** From 1. */
  readonly number: number
  readonly command: CommandName
  readonly kind: KillKind
  /** How far into the undisturbed command, from 0 to 1: of its time, or of its statements. */
  readonly share: number
  readonly of: 'time' | 'statements'
}

/** Every command and kind in turn; where, and by which measure, is drawn. The same seed gives the same plan. */
export function plannedKills(seed: number, count: number): readonly PlannedKill[] {
  return Array.from({ length: count }, (_, index) => {
    const random = randomOf(seed, index)
    // A third of the time goes by before the first statement, and long statements hide short ones: so both measures.
    const of = random.chance(0.35) ? 'time' : 'statements'
    const [command, kind] = [turn(commandNames, index), turn(kinds, index + Math.floor(index / 3))]
    return { number: index + 1, command, kind, share: random.next(), of }
  })
}

const kinds = ['command', 'server', 'both'] as const

function turn<Item>(items: readonly [Item, ...Item[]], index: number): Item {
  return items[index % items.length] ?? items[0]
}

export function killPointOf({ kind, share, of }: PlannedKill, undisturbed: Undisturbed): KillPoint {
  const { durationMs, statements } = undisturbed
  return of === 'time'
    ? { kind, at: { ms: share * durationMs } }
    : { kind, at: { statement: 1 + Math.floor(share * statements) } }
}

/** `12: close-month, both killed at 0.43 of its statements`. */
export function killInWords({ number, command, kind, share, of }: PlannedKill): string {
  return `${number}: ${command}, ${kind} killed at ${share.toFixed(2)} of its ${of}`
}
