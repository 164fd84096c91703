import { spawnSync } from 'node:child_process'
import { nodeVersions, openNode } from './node-versions.ts'

/** `npm run test:nodes`: the unit tests, and the package as it is packed, on every Node we promise. */
function run(node: string, parameters: readonly string[]): boolean {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...parameters]
  return spawnSync(node, vitest, { stdio: 'inherit' }).status === 0
}

const failed: string[] = nodeVersions.filter((version) => {
  console.log(`\nNode ${version}`)
  return !run(openNode(version), ['--project', 'unit*', '--project', 'integration'])
})
if (failed.length > 0) {
  console.error(`Unit tests failed on Node ${failed.join(', ')}`)
  process.exitCode = 1
}
if (!run(process.execPath, ['--mode', 'nodes', '--project', 'e2e', 'packed'])) process.exitCode = 1
