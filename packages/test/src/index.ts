export type { FootlightEnvironment } from './environment.ts'
export { openTestFootlight } from './footlight.ts'
export type { FootlightParts, StartFootlightOptions, TestFootlight } from './footlight.ts'
export { footlightMatchers } from './matchers.ts'
export type { FootlightMatchers, QueryLimits, SpeedOptions } from './matchers.ts'
export { createFootlightFixture } from './playwright-fixture.ts'
export type {
  FixtureOptions,
  FixturePage,
  FixtureRoute,
  FixtureTestInfo,
  FootlightFixture,
} from './playwright-fixture.ts'
export type { TelemetryReader, WaitList, WaitOptions } from './telemetry-reader.ts'
