import type { ViteDevServer } from 'vite'
import { expect, test } from 'vitest'
import { findServedModule } from './served-modules.ts'

/** As much of a dev server as is asked: it has served one file. */
function makeServer(port: number): ViteDevServer {
  const known = { file: '/app/src/main.ts', transformResult: { code: 'let a', map: null } }
  const moduleGraph = {
    getModuleByUrl: (url: string) => Promise.resolve(url === '/src/main.ts' ? known : undefined),
    getModulesByFile: () => undefined,
  }
  const server = {
    config: { base: '/' },
    httpServer: { address: () => ({ port }) },
    environments: { client: { moduleGraph } },
  }
  return server as unknown as ViteDevServer
}

test.each([
  [5173, 'http://localhost:5173/src/main.ts?t=17', true],
  [443, 'https://localhost/src/main.ts', true],
  [80, 'http://localhost/src/main.ts', true],
  [5173, 'http://localhost:5174/src/main.ts', false],
  [5173, 'http://localhost/src/main.ts', false],
  [5173, 'https://preview.example/src/main.ts', true],
])('a dev server at %i has served %s: %s', async (port, address, isServed) => {
  const found = await findServedModule(makeServer(port), address)
  expect(found?.file).toBe(isServed ? '/app/src/main.ts' : undefined)
})
