import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot, readText } from './source-files.ts'

const versions = z.record(z.string(), z.string())

function packages(): Readonly<Record<string, string>> {
  const shape = z.object({ dependencies: versions, devDependencies: versions.optional() })
  const all = ['package.json', 'test/clients/package.json'].map((file) =>
    shape.parse(JSON.parse(readText(file))),
  )
  return Object.assign(
    {},
    ...all.flatMap(({ dependencies, devDependencies }) => [dependencies, devDependencies]),
  )
}

function inexact(all: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(all)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`)
}

function unexplained(names: readonly string[], text: string): readonly string[] {
  return names.filter((name) => !text.includes(`\`${name}\``))
}

test('every version is exact', () => {
  expect(Object.keys(packages()).length).toBeGreaterThan(0)
  expect(inexact(packages())).toEqual([])
  expect(inexact({ zod: '^4.0.0', vitest: 'latest', pg: '18.4.0-beta.17' })).toEqual([
    'zod ^4.0.0',
    'vitest latest',
  ])
})

test('every dependency stands in ARCHITECTURE.md, as `name`, with its reason', () => {
  expect(existsSync(path.join(projectRoot, 'ARCHITECTURE.md')), 'ARCHITECTURE.md is missing').toBe(true)
  expect(unexplained(Object.keys(packages()), readText('ARCHITECTURE.md'))).toEqual([])
  expect(unexplained(['zod', 'hono'], 'We use `zod`.')).toEqual(['hono'])
})
