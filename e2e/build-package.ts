import { build } from 'vite'

/** Before the first end-to-end test: they run what would be published. */
export async function setup(): Promise<void> {
  await build({ mode: 'node', logLevel: 'warn' })
  await build({ mode: 'panel', logLevel: 'warn' })
  await build({ mode: 'loader', logLevel: 'warn' })
  await build({ mode: 'guard', logLevel: 'warn' })
}
