import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const copy = mkdtempSync(path.join(os.tmpdir(), 'laskuri-migrations-'))

afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

test('the migrations make the schema that the code describes', () => {
  cpSync(path.join(root, 'migrations'), copy, { recursive: true })
  const before = readdirSync(copy)
  const { stdout, stderr } = spawnSync(
    path.join(root, 'node_modules/.bin/drizzle-kit'),
    [
      'generate',
      '--dialect',
      'postgresql',
      '--schema',
      './src/database/schema/*.ts',
      '--out',
      path.relative(root, copy),
    ],
    { cwd: root, encoding: 'utf8' },
  )
  expect(stdout + stderr).toMatch('No schema changes')
  expect(readdirSync(copy)).toEqual(before)
})
