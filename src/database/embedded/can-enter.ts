import { spawnSync } from 'node:child_process'

import type { ServerUser } from './server-user.ts'

/** Whether this account can enter the folder. Tried, not computed: modes, ACLs and mounts all have a say. */
export function canEnter(folder: string, user: ServerUser): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' })
  return tried.status === 0
}
