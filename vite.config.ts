import { resolve } from 'node:path'
import type { UserConfig } from 'vite'
import type { ViteUserConfig, ViteUserConfigFnObject } from 'vitest/config'
import packageJson from './packages/cli/package.json' with { type: 'json' }
import { compressedFiles } from './packages/overlay/build/compressed-files.ts'
import { ownCarrier } from './packages/overlay/build/own-carrier.ts'
import { usedTokens } from './packages/overlay/build/used-tokens.ts'
import { SummaryReporter } from './e2e/summary-reporter.ts'

/**
 * Everything the published package holds, by build mode: `vite build --mode node` bundles the
 * workspaces into what runs in Node, so that installing footlight adds few packages, and empties the
 * folder; `panel` and `loader` put what the browser loads beside it.
 */
const node: UserConfig = {
  ssr: { noExternal: true, external: Object.keys(packageJson.dependencies), target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'packages/cli/dist',
    emptyOutDir: true,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: {
        footlight: 'packages/cli/src/main.ts',
        sidecar: 'packages/cli/src/sidecar.ts',
        vite: 'packages/cli/src/vite.ts',
        node: 'packages/cli/src/node.ts',
        test: 'packages/cli/src/test.ts',
        'store-worker': 'packages/store/src/worker.ts',
        'sources-worker': 'packages/sidecar/src/sources/worker.ts',
        'ship-thread': 'packages/node/src/capture/ship-thread.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}

/** The first with `light-dark()`, on which every colour stands. */
const browsers = ['chrome123', 'firefox125', 'safari17.5']

const assets = resolve('packages/cli/dist/assets')

/**
 * The panel, as the sidecar serves it. Addresses are relative: it works under any base, and under
 * its own deep links, because the sidecar knows the folder of its files wherever it is asked for.
 */
const panel: UserConfig = {
  root: 'packages/overlay/src/panel',
  base: './',
  plugins: [compressedFiles()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: browsers,
    outDir: assets,
    assetsDir: 'panel',
    // What the build of the Node part left is of another build of this folder.
    emptyOutDir: false,
    license: { fileName: 'panel-licenses.md' },
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    // What the first view needs is one file: what it shares with later ones would be ten, each found
    // only when the one before was read.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
}

/**
 * A source map that only says whose the lines are: not the developer's. Browsers then name the line
 * that called `console.log`, and not the one of ours that passed it on.
 */
const IGNORED = `//# sourceMappingURL=data:application/json;base64,${btoa(
  JSON.stringify({
    version: 3,
    sources: ['footlight'],
    sourcesContent: [''],
    mappings: 'AAAA',
    ignoreList: [0],
    x_google_ignoreList: [0],
  }),
)}`

/**
 * The one script of the page, and what it fetches when it is wanted. Tokens that only the panel names
 * stay out of it.
 */
const loader: UserConfig = {
  base: './',
  plugins: [usedTokens(), ownCarrier(), compressedFiles()],
  publicDir: false,
  build: {
    target: browsers,
    outDir: assets,
    emptyOutDir: false,
    license: { fileName: 'loader-licenses.md' },
    reportCompressedSize: false,
    // As an app it would bring Vite's preloading along, a tenth of its size.
    lib: {
      entry: 'packages/overlay/src/loader/main.ts',
      formats: ['es'],
      fileName: () => 'loader.js',
    },
    rolldownOptions: {
      preserveEntrySignatures: false,
      output: {
        chunkFileNames: '[name].js',
        minify: true,
        // Chromium then compiles it while it arrives, and not on the page's thread: a third of its cost.
        postBanner: '//# allFunctionsCalledOnLoad',
        postFooter: ({ name }) => (name === 'capture' ? IGNORED : ''),
      },
    },
  },
}

const toTest = (mode: string): NonNullable<ViteUserConfig['test']> => ({
  reporters: ['default', new SummaryReporter()],
  projects: [
    {
      test: {
        name: 'unit-pure',
        include: ['packages/{protocol,insight,client,overlay,mcp}/src/**/*.test.ts'],
        // They leave nothing behind: a process for each file would be two thirds of their time.
        isolate: false,
        maxWorkers: 2,
        testTimeout: 60_000,
      },
    },
    {
      test: {
        name: 'unit',
        include: ['packages/{node,vite-plugin,test,cli}/src/**/*.test.ts'],
        maxWorkers: 2,
        // A machine that builds something else beside must not make a test fail.
        testTimeout: 60_000,
      },
    },
    {
      test: {
        // With databases, threads and sockets: longer than somebody waits before a commit.
        name: 'integration',
        include: ['packages/{store,sidecar}/src/**/*.test.ts'],
        maxWorkers: 2,
        testTimeout: 60_000,
      },
    },
    {
      test: {
        name: 'e2e',
        // A browser and what it looks at have the machine for themselves.
        maxWorkers: 1,
        sequence: { groupOrder: 1 },
        // `vitest run --mode fuzz` tries every cut instead of some, `--mode crash` more kills,
        // `--mode nodes` the packed package on every Node that is promised.
        env: {
          FUZZ: mode === 'fuzz' ? 'full' : '',
          CRASH_ROUNDS: mode === 'crash' ? '50' : '5',
          NODES: mode === 'nodes' ? 'all' : '',
        },
        include: ['e2e/**/*.test.ts'],
        globalSetup: ['e2e/build-package.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
        // A browser that another program kept waiting is asked once more.
        retry: 1,
        // A server that starts anew takes longer than the second that is the default.
        expect: { poll: { timeout: 30_000, interval: 50 } },
        chaiConfig: { truncateThreshold: 2000 },
      },
    },
  ],
})

/** Stands inline before everything of the app, so that every byte of it is in every page. */
const guard: UserConfig = {
  publicDir: false,
  build: {
    target: browsers,
    outDir: assets,
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: {
      entry: 'packages/overlay/src/guard/main.ts',
      formats: ['iife'],
      name: 'footlightGuard',
      fileName: () => 'guard.js',
    },
    rolldownOptions: { output: { minify: true } },
  },
}

const builds: Readonly<Record<string, UserConfig>> = { node, panel, loader, guard }

const config: ViteUserConfigFnObject = ({ mode }) => builds[mode] ?? { test: toTest(mode) }

export default config
