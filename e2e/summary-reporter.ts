import type { Reporter, TestModule } from 'vitest/node'

/** The last line of a run, for machines that read only that: `412 passed, 0 failed`. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0
    let failed = errors.length
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state)
      passed += states.filter((state) => state === 'passed').length
      const failures = states.filter((state) => state === 'failed').length
      // A file that cannot be loaded, or whose set-up fails, has no failing test to count.
      failed += failures === 0 && module.state() === 'failed' ? 1 : failures
    }
    // The default reporter prints its own summary after this hook.
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`))
  }
}
