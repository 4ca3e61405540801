import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { projectRoot, readText, trackedFiles } from './source-files.ts'

const binary = /\.(?:png|jpe?g|gif|ico|pdf|gz|zip|woff2?|ttf|otf)$/

// Put together from parts, so that this file does not find itself.
const registryHosts = new RegExp(
  [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['npm', 'pkg', 'github', 'com'],
  ]
    .map((parts) => parts.join('\\.'))
    .join('|'),
)
const homeFolders = ['home', 'Users', 'root', 'work'].join('|')
const machinePath = new RegExp(`(?<![\\w.~@)}\\]*-])/(?:${homeFolders})/[\\w.-]`)

/** `file:line: the line` wherever the text gives away where it was made. */
function leaksIn(file: string, text: string): readonly string[] {
  const home = homedir()
  return text.split('\n').flatMap((line, index) => {
    const leaks =
      registryHosts.test(line) ||
      machinePath.test(line) ||
      line.includes(`${projectRoot}/`) ||
      (home.length > 1 && line.includes(`${home}/`))
    return leaks ? [`${file}:${index + 1}: ${line.trim().slice(0, 160)}`] : []
  })
}

test('no tracked file carries a registry host or a path of the machine it was made on', () => {
  const leaks = trackedFiles()
    .filter((file) => !binary.test(file))
    .flatMap((file) => leaksIn(file, readText(file)))
  expect(leaks).toEqual([])
})

test.each(['package-lock.json', 'test/clients/package-lock.json'])(
  '%s names no download address',
  (lockfile) => {
    expect(readText(lockfile)).not.toContain('"resolved"')
    expect(trackedFiles()).toContain(lockfile)
  },
)

test('a leak would be found', () => {
  const host = ['https://registry', 'npmjs', 'org/zod'].join('.')
  expect(leaksIn('a', `see ${host}`)).toHaveLength(1)
  for (const folder of homeFolders.split('|'))
    expect(leaksIn('a', ['cd ', folder, 'someone'].join('/').replace(' /', ' /'))).toHaveLength(1)
  expect(leaksIn('a', `${projectRoot}/rules`)).toHaveLength(1)
  expect(leaksIn('a', ['the', 'work', 'of others; GET ', 'v1', 'events'].join('/'))).toEqual([])
})
