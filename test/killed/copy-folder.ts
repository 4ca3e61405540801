import { execFileSync } from 'node:child_process'

/** Copies a data folder whose server is stopped, with the owners and modes that PostgreSQL insists on. */
export function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-Rp', from, to])
}
