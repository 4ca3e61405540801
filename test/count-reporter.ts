import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line that counts the tests: `12 passed, 0 failed, 1 skipped`. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const testModule of modules)
      for (const test of testModule.children.allTests()) counts[test.result().state] += 1
    const brokenModules = modules.filter(
      (testModule) => testModule.state() === 'failed' && testModule.errors().length > 0,
    )
    const failed = counts.failed + counts.pending + brokenModules.length
    process.stdout.write(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`)
  }
}
