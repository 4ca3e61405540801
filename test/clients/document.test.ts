import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname

/** What a program of this package prints; throws with all of it when it fails. */
function output(program: string, ...words: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [path.join(here, 'node_modules', program), ...words], {
      cwd: here,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' },
    })
  } catch (error) {
    const printed = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    throw new Error(`${program} ${words.join(' ')} failed:\n${printed}`, { cause: error })
  }
}

test('the OpenAPI document passes every rule that a public linter recommends', () => {
  output('@redocly/cli/bin/cli.js', 'lint', 'generated/openapi.json', '--format', 'stylish')
})

test('a program that uses the generated types compiles, and a wrong field in it does not', () => {
  // wrong-programs.ts expects an error on every line that is marked.
  expect(output('typescript/bin/tsc', '--project', '.')).toBe('')
})
