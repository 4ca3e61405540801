import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config/config.ts'

test('an empty variable is one that is not set: no books are made in the working directory', () => {
  const empty = readConfig({ DATABASE_URL: '', LASKURI_DATA: '', LASKURI_BY: '' })
  expect(empty).toEqual(readConfig({}))
  expect(empty).toEqual({
    databaseUrl: undefined,
    dataFolder: path.resolve('.laskuri'),
    recordedBy: os.userInfo().username,
  })
})
