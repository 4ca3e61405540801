import { readFileSync } from 'node:fs'

import { systemCode } from './embedded-refusal.ts'

/** Names one process: its id, and where the system tells, when it started, because ids are used again. */
export function identityOf(pid: number): string {
  return `${pid} ${startOf(pid) ?? '?'}`
}

/** Whether the process so named still runs. A dead one that nobody has collected does not. */
export function isAlive(identity: string): boolean {
  const [pid, start] = identity.split(' ')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false
  }
  const now = startOf(Number(pid))
  return now === undefined || (now !== 'dead' && (start === '?' || start === now))
}

/** Linux: the 22nd field of /proc/<pid>/stat, in ticks since boot; the third is the state, Z for a zombie. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : fields[19]
  } catch {
    return undefined
  }
}
