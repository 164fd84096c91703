import { workerFile } from 'store'
import { createFootlightFixture, openTestFootlight } from 'test'
import type { FixtureOptions, FootlightFixture, StartFootlightOptions, TestFootlight } from 'test'
import { assetsFolder } from './assets-folder.ts'
import packageJson from '../package.json' with { type: 'json' }

export { footlightMatchers } from 'test'
export type {
  FootlightMatchers,
  QueryLimits,
  SpeedOptions,
  StartFootlightOptions,
  TestFootlight,
} from 'test'

const parts = { version: packageJson.version, storeWorker: workerFile, assets: assetsFolder }

/** A sidecar for tests, in this process, on a free port, with nothing in it. Close it at the end. */
export function startFootlight(options: StartFootlightOptions = {}): Promise<TestFootlight> {
  return openTestFootlight(options, parts)
}

/**
 * For Playwright: `base.extend<{ footlight: TestFootlight }>({ footlight: footlightFixture() })`.
 * A test fails when its app threw or a finding appeared, and its report says where and why.
 */
export function footlightFixture(
  options: FixtureOptions & StartFootlightOptions = {},
): FootlightFixture {
  return createFootlightFixture(() => startFootlight(options), options)
}
