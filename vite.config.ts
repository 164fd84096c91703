import type { UserConfig } from 'vite'
import type { ViteUserConfig, ViteUserConfigFnObject } from 'vitest/config'
import packageJson from './packages/cli/package.json' with { type: 'json' }
import { SummaryReporter } from './e2e/summary-reporter.ts'

/**
 * Everything the published package holds, by build mode: `vite build --mode node` bundles the
 * workspaces into what runs in Node, so that installing footlight adds few packages.
 */
const node: UserConfig = {
  ssr: { noExternal: true, external: Object.keys(packageJson.dependencies), target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'packages/cli/dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        footlight: 'packages/cli/src/main.ts',
        sidecar: 'packages/cli/src/sidecar.ts',
        'store-worker': 'packages/store/src/worker.ts',
        'sources-worker': 'packages/sidecar/src/sources/worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}

const toTest = (mode: string): NonNullable<ViteUserConfig['test']> => ({
  reporters: ['default', new SummaryReporter()],
  projects: [
    {
      // A machine that builds something else beside must not make a test fail.
      test: { name: 'unit', include: ['packages/*/src/**/*.test.ts'], testTimeout: 60_000 },
    },
    {
      test: {
        name: 'e2e',
        // `vitest run --mode fuzz` tries every cut instead of some.
        env: { FUZZ: mode === 'fuzz' ? 'full' : '' },
        include: ['e2e/**/*.test.ts'],
        globalSetup: ['e2e/build-package.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
        chaiConfig: { truncateThreshold: 2000 },
      },
    },
  ],
})

const config: ViteUserConfigFnObject = ({ mode }) =>
  mode === 'node' ? node : { test: toTest(mode) }

export default config
